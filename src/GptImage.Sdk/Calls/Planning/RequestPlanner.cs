namespace GptImage.Sdk;

/// <summary>Adds to a checked request its wire fields and its cost.</summary>
internal static class RequestPlanner
{
    public static RequestPlan Plan(ComposedRequest composed, IReadOnlyList<Finding> findings) =>
        new(composed, RequestFields.FromRequest(composed), findings, CostEstimator.Estimate(composed));
}
