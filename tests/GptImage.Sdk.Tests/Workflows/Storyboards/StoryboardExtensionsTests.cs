namespace GptImage.Sdk.Tests;

public sealed class StoryboardExtensionsTests
{
    private static readonly ImageInput Face = ImageInput.FromBytes(new byte[] { 1, 2, 3 });

    private static readonly Storyboard Story = new("The lantern")
    {
        Characters = [new Character("Mia") { References = [Face] }],
        Style = "watercolour",
        Quality = ImageQuality.Low,
        Size = new ImageSize(1024, 1024),
        Frames =
        [
            new FrameRequest("Mia finds a lantern"),
            new FrameRequest("An empty pier") { Characters = [], Camera = "low angle", Size = new ImageSize(1536, 1024) },
        ],
    };

    [Fact]
    public void CreateRequest_OfAFrameWithSomebody_SendsTheReferences()
    {
        CharacterReferenceRequest request = Assert.IsType<CharacterReferenceRequest>(Story.CreateRequest(1));

        Assert.Equal("Mia finds a lantern\n\nStyle: watercolour.", request.Prompt);
        Assert.Equal((ImageQuality.Low, new ImageSize(1024, 1024)), (request.Quality, request.Size));
        Assert.Equal("Mia", Assert.Single(request.Characters).Name);
        Assert.Empty(request.References);
    }

    [Fact]
    public void CreateRequest_OfAnEmptyScene_IsTextAlone()
    {
        TextToImageRequest request = Assert.IsType<TextToImageRequest>(Story.CreateRequest(2));

        Assert.Equal("An empty pier\n\nCamera: low angle.\nStyle: watercolour.", request.Prompt);
        Assert.Equal(new ImageSize(1536, 1024), request.Size);
    }

    [Fact]
    public void CreateRequest_InAChain_SendsThePictureBefore()
    {
        ImageToImageRequest request = Assert.IsType<ImageToImageRequest>(Story.CreateRequest(2, Face));

        Assert.Single(request.Images);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void CreateRequest_NoFrameOfThatNumber_Throws(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Story.CreateRequest(number));
}
