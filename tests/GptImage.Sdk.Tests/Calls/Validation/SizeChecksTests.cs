namespace GptImage.Sdk.Tests;

public sealed class SizeChecksTests
{
    [Theory]
    [InlineData("gpt-image-2", "1000x700", "size-multiple", "1008x704", "16")]
    [InlineData("gpt-image-2", "3856x2144", "size-edge", "3824x2128", "3840")]
    [InlineData("gpt-image-2", "1456x480", "size-ratio", "1440x480", "3 times")]
    [InlineData("gpt-image-2", "800x800", "size-pixels", "816x816", "655,360 to 8,294,400")]
    [InlineData("gpt-image-2", "2896x2880", "size-pixels", "2880x2864", "655,360 to 8,294,400")]
    [InlineData("gpt-image-1.5", "2048x2048", "size-fixed", "1024x1024", "1024x1024, 1536x1024, 1024x1536")]
    public void Check_IllegalSize_IsAnErrorWithTheNearestLegalOne(string model, string size, string ruleId, string nearest, string figures)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x") { Model = new ImageModel(model), Size = ImageSize.Parse(size) });

        Finding finding = plan.AssertFinding(ruleId, FindingSeverity.Error, "size");
        Assert.Equal(nearest, finding.NearestLegalValue);
        Assert.Contains(size, finding.Message, StringComparison.Ordinal);
        Assert.Contains(figures, finding.Message, StringComparison.Ordinal);
        Assert.Contains(nearest, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-2", "auto")]
    [InlineData("gpt-image-2", "3840x1280")]
    [InlineData("gpt-image-2", "816x816")]
    [InlineData("gpt-image-2", "1440x480")]
    [InlineData("gpt-image-2.6-flare", "1536x864")]
    [InlineData("gpt-image-1.5", "1024x1536")]
    [InlineData("gpt-image-1.5", "auto")]
    public void Check_LegalSize_IsNoError(string model, string size) =>
        Assert.DoesNotContain(
            Plans.Explain(new TextToImageRequest("x") { Model = new ImageModel(model), Size = ImageSize.Parse(size) }).Findings,
            finding => finding.Severity == FindingSeverity.Error);

    [Theory]
    [InlineData("2560x1440", null)]
    [InlineData("1920x1920", null)]
    [InlineData("2576x1440", FindingSeverity.Warning)]
    [InlineData("3840x2160", FindingSeverity.Warning)]
    public void Check_SizeAbove2560x1440_IsExperimental(string size, FindingSeverity? severity) =>
        Assert.Equal(
            severity, Plans.Explain(new TextToImageRequest("x") { Size = ImageSize.Parse(size) }).Find("size-experimental")?.Severity);
}
