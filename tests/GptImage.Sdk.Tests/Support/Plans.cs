using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Tests;

/// <summary>Takes requests the way that needs no network, on 2026-11-23.</summary>
internal static class Plans
{
    public static RequestPlan Explain(ImageRequest request) => Explain(request, new DateOnly(2026, 11, 23));

    public static RequestPlan Explain(ImageRequest request, DateOnly today)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
        using var client = new GptImageClient(new GptImageClientOptions { ApiKey = "sk-test", TimeProvider = time });
        return client.Explain(request);
    }

    public static RequestPlan ExplainStream(ImageRequest request, int partialImages = 0)
    {
        ComposedRequest composed = Compose(request, Delivery.Streamed(partialImages));
        return RequestPlanner.Plan(composed, RequestValidator.Validate(composed, new DateOnly(2026, 11, 23))).Plan;
    }

    public static ComposedRequest Compose(ImageRequest request, Delivery? delivery = null)
    {
        ImageModel model = request.Model ?? ImageModel.GptImage2;
        return InputInspector.Inspect(
            PromptComposer.Compose(request, delivery ?? Delivery.Whole, model, ImageModelCatalog.Find(model)));
    }

    public static Finding? Find(this RequestPlan plan, string ruleId) => plan.Findings.FirstOrDefault(finding => finding.RuleId == ruleId);

    /// <summary>Asserts that a rule speaks once, and how seriously.</summary>
    public static Finding AssertFinding(this RequestPlan plan, string ruleId, FindingSeverity severity, string parameter)
    {
        Finding finding = Assert.Single(plan.Findings, finding => finding.RuleId == ruleId);
        Assert.Equal((severity, parameter), (finding.Severity, finding.Parameter));
        return finding;
    }

    public static void AssertNoFinding(this RequestPlan plan, string ruleId) =>
        Assert.DoesNotContain(plan.Findings, finding => finding.RuleId == ruleId);

    /// <summary>Gets the findings but for the one that an open size or quality always brings.</summary>
    public static IReadOnlyList<Finding> OtherThanPrice(this RequestPlan plan) =>
        [.. plan.Findings.Where(finding => finding.RuleId != "price-auto")];
}
