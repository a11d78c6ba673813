namespace GptImage.Sdk.Tests;

public sealed class StreamChecksTests
{
    [Theory]
    [InlineData(-1, "0")]
    [InlineData(0, null)]
    [InlineData(3, null)]
    [InlineData(4, "3")]
    public void Check_PartialImages_AreZeroToThree(int partialImages, string? nearest)
    {
        Finding? finding = Plans.ExplainStream(new TextToImageRequest("x"), partialImages).Find("partial-images-range");

        Assert.Equal((nearest, nearest is null ? null : FindingSeverity.Error), (finding?.NearestLegalValue, finding?.Severity));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Check_CountOfAStream_IsOne(int count, bool isError)
    {
        Finding? finding = Plans.ExplainStream(new TextToImageRequest("x") { Count = count }).Find("stream-count");

        Assert.Equal((isError ? "1" : null, isError ? FindingSeverity.Error : null), (finding?.NearestLegalValue, finding?.Severity));
    }

    [Fact]
    public void Check_CountWithoutStream_IsFine() =>
        Plans.Explain(new TextToImageRequest("x") { Count = 2 }).AssertNoFinding("stream-count");

    [Fact]
    public void Check_SvgStream_IsAnError()
    {
        TextToImageRequest request = new("x") { Model = ImageModel.GptImage26Flare, OutputFormat = OutputFormat.Svg };

        Plans.ExplainStream(request).AssertFinding("svg-stream", FindingSeverity.Error, "stream");
        Plans.Explain(request).AssertNoFinding("svg-stream");
    }

    [Fact]
    public void Check_ModelThatDoesNotStream_IsAnError()
    {
        Plans.ExplainStream(new TextToImageRequest("x") { Model = ImageModel.DallE3 })
            .AssertFinding("stream-model", FindingSeverity.Error, "stream");
        Plans.ExplainStream(new TextToImageRequest("x") { Model = ImageModel.GptImage15 }).AssertNoFinding("stream-model");
    }
}
