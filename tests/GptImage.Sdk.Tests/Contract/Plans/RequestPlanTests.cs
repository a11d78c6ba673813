namespace GptImage.Sdk.Tests;

public sealed class RequestPlanTests
{
    [Fact]
    public void Plan_MadeByATest_ShowsWhatItWasGiven()
    {
        RequestPlan plan = new()
        {
            Prompt = "A lighthouse",
            Model = ImageModel.GptImage2,
            Fields = new RequestFields([new RequestField("model", "gpt-image-2"), new RequestField("n", "2")]),
            Findings =
            [
                new Finding
                {
                    Severity = FindingSeverity.Error,
                    Parameter = "n",
                    RuleId = "count",
                    Message = "Too many.",
                    Source = "a test",
                },
            ],
        };

        Assert.Equal("2", plan.Fields["n"]);
        Assert.Equal("images/generations with gpt-image-2, findings: 1", plan.ToString());
        Assert.Equal(plan.Findings, Assert.Throws<GptImageValidationException>(plan.ThrowIfInvalid).Findings);
    }

    [Fact]
    public void ToString_OfARealPlan_HasNoPrompt() =>
        Assert.DoesNotContain("secret", Plans.Explain(new TextToImageRequest("a secret")).ToString(), StringComparison.Ordinal);
}
