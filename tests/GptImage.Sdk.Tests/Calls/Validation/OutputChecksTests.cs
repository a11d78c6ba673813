namespace GptImage.Sdk.Tests;

public sealed class OutputChecksTests
{
    [Theory]
    [InlineData(-1, "1")]
    [InlineData(0, "1")]
    [InlineData(1, null)]
    [InlineData(10, null)]
    [InlineData(11, "10")]
    [InlineData(int.MaxValue, "10")]
    public void Check_Count_IsOneToTen(int count, string? nearest)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x") { Count = count });

        Assert.Equal(nearest, plan.Find("count-range")?.NearestLegalValue);
        if (nearest is not null)
        {
            plan.AssertFinding("count-range", FindingSeverity.Error, "n");
        }
    }

    [Fact]
    public void Check_CountAboveTen_NamesRunAsync() =>
        Assert.Contains(
            "RunAsync", Plans.Explain(new TextToImageRequest("x") { Count = 11 }).Find("count-range")?.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("gpt-image-2", "high", null)]
    [InlineData("gpt-image-2", "auto", null)]
    [InlineData("gpt-image-2", "xhigh", "high")]
    [InlineData("gpt-image-2", "max", "high")]
    [InlineData("gpt-image-1.5", "max", "high")]
    [InlineData("gpt-image-1-mini", "xhigh", "high")]
    [InlineData("gpt-image-2.5-flare", "xhigh", null)]
    [InlineData("gpt-image-2.6-sunburst", "max", null)]
    public void Check_Quality_IsWhatTheModelTakes(string model, string quality, string? nearest)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            Model = new ImageModel(model),
            Quality = new ImageQuality(quality),
        });

        Finding? finding = plan.Find("quality-unsupported");
        Assert.Equal(nearest, finding?.NearestLegalValue);
        Assert.Equal(nearest is null ? null : FindingSeverity.Error, finding?.Severity);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("hd")]
    public void Check_QualityOfDalle_IsUnknown(string quality) =>
        Plans.Explain(new TextToImageRequest("x") { Quality = new ImageQuality(quality) })
            .AssertFinding("value-unknown", FindingSeverity.Warning, "quality");

    [Theory]
    [InlineData("gpt-image-2", "webp", null, null)]
    [InlineData("gpt-image-2", "gif", "format-unsupported", FindingSeverity.Error)]
    [InlineData("gpt-image-2.5-flare", "svg", "format-unsupported", FindingSeverity.Error)]
    [InlineData("gpt-image-2.6-flare", "gif", "format-preview", FindingSeverity.Warning)]
    [InlineData("gpt-image-2.6-flare", "svg", "format-preview", FindingSeverity.Warning)]
    [InlineData("gpt-image-2.6-flare", "jpeg", null, null)]
    public void Check_Format_IsWhatTheModelWrites(string model, string format, string? ruleId, FindingSeverity? severity)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            Model = new ImageModel(model),
            OutputFormat = new OutputFormat(format),
        });

        Finding? finding = plan.Findings.FirstOrDefault(finding => finding.Parameter == "output_format");
        Assert.Equal((ruleId, severity), (finding?.RuleId, finding?.Severity));
    }

    [Theory]
    [InlineData("gpt-image-2.5-flare", "png", null, null)]
    [InlineData("gpt-image-2.5-flare", "webp", null, null)]
    [InlineData("gpt-image-2.5-flare", "jpeg", "background-transparent-format", FindingSeverity.Error)]
    [InlineData("gpt-image-2.6-flare", "gif", "background-transparent-gif", FindingSeverity.Warning)]
    [InlineData("gpt-image-2", "png", "background-transparent-preview", FindingSeverity.Warning)]
    [InlineData("gpt-image-1.5", "png", null, null)]
    [InlineData("dall-e-3", "png", "background-transparent-model", FindingSeverity.Error)]
    public void Check_TransparentBackground_NeedsFormatAndModel(string model, string format, string? ruleId, FindingSeverity? severity)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            Model = new ImageModel(model),
            Background = ImageBackground.Transparent,
            OutputFormat = new OutputFormat(format),
        });

        Finding? finding = plan.Findings.FirstOrDefault(finding => finding.Parameter == "background");
        Assert.Equal((ruleId, severity), (finding?.RuleId, finding?.Severity));
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("auto")]
    public void Check_OtherBackground_GoesWithEverything(string background) =>
        Assert.Empty(Plans.Explain(new TextToImageRequest("x")
        {
            Background = new ImageBackground(background),
            OutputFormat = OutputFormat.Jpeg,
        }).OtherThanPrice());

    [Theory]
    [InlineData("jpeg", -1, "compression-range", "0")]
    [InlineData("jpeg", 0, null, null)]
    [InlineData("webp", 80, null, null)]
    [InlineData("jpeg", 100, null, null)]
    [InlineData("jpeg", 101, "compression-range", "100")]
    [InlineData("png", 99, "compression-format", "100")]
    [InlineData("png", 100, null, null)]
    [InlineData(null, 99, "compression-format", "100")]
    [InlineData(null, 100, null, null)]
    [InlineData("gif", 99, "compression-format", "100")]
    [InlineData("gif", 100, null, null)]
    [InlineData("svg", 100, "compression-format", null)]
    public void Check_Compression_IsZeroToHundredForJpegAndWebp(string? format, int compression, string? ruleId, string? nearest)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = format is null ? null : new OutputFormat(format),
            OutputCompression = compression,
        });

        Finding? finding = plan.Findings.FirstOrDefault(finding => finding.Parameter == "output_compression");
        Assert.Equal((ruleId, nearest), (finding?.RuleId, finding?.NearestLegalValue));
        Assert.Equal(ruleId is null ? null : FindingSeverity.Error, finding?.Severity);
    }

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", "low")]
    [InlineData("gpt-image-2.5-sunburst", null)]
    [InlineData("gpt-image-2", null)]
    [InlineData("gpt-image-1.5", null)]
    [InlineData("gpt-image-3", "low")]
    public void Check_Complexity_IsSentTo26AndUnknownModelsOnly(string model, string? sent)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x") { Model = new ImageModel(model), Complexity = Complexity.Low });

        Assert.Equal(sent, plan.Fields["complexity"]);
        Assert.Equal(sent is null ? FindingSeverity.Warning : null, plan.Find("complexity-unsupported")?.Severity);
        Assert.True(plan.IsValid);
    }

    [Theory]
    [InlineData(128, null)]
    [InlineData(129, FindingSeverity.Warning)]
    public void Check_SafetyIdentifier_IsBestUpTo128(int length, FindingSeverity? severity) =>
        Assert.Equal(
            severity, Plans.Explain(new TextToImageRequest("x") { SafetyIdentifier = new string('x', length) })
            .Find("safety-identifier-length")?.Severity);
}
