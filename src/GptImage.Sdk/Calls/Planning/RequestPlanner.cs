namespace GptImage.Sdk;

/// <summary>Adds to a checked request its wire fields and its cost.</summary>
internal static class RequestPlanner
{
    public static PlannedCall Plan(ComposedRequest composed, IReadOnlyList<Finding> findings) => new(composed, new RequestPlan
    {
        Prompt = composed.Prompt,
        Model = composed.Model,
        Endpoint = Addressing.LocatePictures(composed),
        Fields = FieldComposer.Compose(composed),
        Inputs = composed.Inputs.Count == 0 ? [] : [.. composed.Inputs.Select(input => input.Input)],
        ImageLabels = composed.ImageLabels,
        Findings = findings,
        Cost = CostEstimator.Estimate(composed),
    });
}
