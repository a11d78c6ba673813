namespace GptImage.Sdk.Tests;

public class PriceChecksTests
{
    [Theory]
    [InlineData("auto", null, "quality", "size and quality")]
    [InlineData("auto", "auto", "quality", "size and quality")]
    [InlineData("auto", "high", "size", "The service chooses the size,")]
    [InlineData("1024x1024", null, "quality", "The service chooses the quality,")]
    public void Check_SizeOrQualityOpen_WarnsThatThePriceIsARange(string size, string? quality, string parameter, string words)
    {
        TextToImageRequest request = new("x")
        {
            Size = ImageSize.Parse(size),
            Quality = quality is null ? null : new ImageQuality(quality),
        };

        Finding finding = Assert.Single(Plans.Explain(request).Findings);

        Assert.Equal(("price-auto", parameter, FindingSeverity.Warning), (finding.RuleId, finding.Parameter, finding.Severity));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SizeAndQualityGiven_FindsNothing() =>
        Assert.Empty(Plans.Explain(new TextToImageRequest("x") { Size = ImageSize.Square, Quality = ImageQuality.High }).Findings);

    [Theory]
    [InlineData("gpt-image-2.6-sunburst")]
    [InlineData("gpt-image-9")]
    public void Check_Svg_WarnsThatItsTextModelIsNotInThePrice(string model)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x") { Model = new ImageModel(model), OutputFormat = OutputFormat.Svg });

        Finding finding = plan.AssertFinding("price-svg", FindingSeverity.Warning, "output_format");
        Assert.Contains("SvgModelCost", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ModelWithoutPrices_LeavesItToTheUnknownModel() =>
        Assert.Equal(
            "model-unknown",
            Assert.Single(Plans.Explain(new TextToImageRequest("x") { Model = new ImageModel("gpt-image-9") }).Findings).RuleId);
}
