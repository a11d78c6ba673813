namespace GptImage.Sdk.Tests;

/// <summary>gpt-image-2 at 1024x1024: 0.00594 USD at low, 0.05274 at medium and 0.21078 at high quality.</summary>
public sealed class CheaperSettingsTests
{
    private static readonly TextToImageRequest Open =
        new("A lighthouse") { Model = ImageModel.GptImage2, Size = new ImageSize(1024, 1024) };

    [Theory]
    [InlineData(1, 0, "Quality = high the request reserves 0.2108 USD")]
    [InlineData(0.21078, 0, "Quality = high the request reserves 0.2108 USD")]
    [InlineData(0.21077, 0, "Quality = medium the request reserves 0.0527 USD")]
    [InlineData(0.05274, 0, "Quality = medium the request reserves 0.0527 USD")]
    [InlineData(0.05273, 0, "Quality = low the request reserves 0.0059 USD")]
    [InlineData(0.00594, 0, "Quality = low the request reserves 0.0059 USD")]
    [InlineData(0, 0, "Quality = low the request reserves 0.0059 USD")]
    [InlineData(0.45274, 0.4, "Quality = medium the request reserves 0.4527 USD")]
    [InlineData(0.45273, 0.4, "Quality = low the request reserves 0.4059 USD")]
    public void Describe_RoomForSome_NamesTheBestThatFitsOrElseTheCheapest(double room, double apart, string expected) =>
        Assert.EndsWith(
            expected + ".", CheaperSettings.Describe(Plans.Compose(Open), (decimal)room, (decimal)apart), StringComparison.Ordinal);

    [Fact]
    public void Describe_GifOfOpenSize_NamesTheUsualFrame() =>
        Assert.Contains(
            "With Size = 512x512 and Quality = ",
            CheaperSettings.Describe(
                Plans.Compose(new TextToImageRequest("A lighthouse")
                {
                    Model = ImageModel.GptImage26Sunburst,
                    OutputFormat = OutputFormat.Gif,
                    Animation = new ImageAnimation { FrameCount = 4 },
                }), 10, 0),
            StringComparison.Ordinal);

    [Fact]
    public void Describe_QualityOfAnUnknownModelOpen_SaysWhatHelpsWithEveryModel() =>
        Assert.Equal(
            "Ask for a smaller size, a lower quality or fewer pictures, or raise the limit.",
            CheaperSettings.Describe(Plans.Compose(Open with { Model = new ImageModel("my-deployment") }), 1, 0));
}
