namespace GptImage.Sdk.Tests;

public sealed class ImageSettingsTests : IDisposable
{
    private readonly GptImageClient _client = new("sk-test");

    private static ImageInput Picture => ImageInput.FromBytes(SamplePictures.Png());

    public void Dispose() => _client.Dispose();

    [Fact]
    public void ApplyTo_EverySetting_IsCopiedAndTheRestStays()
    {
        var request = new TextToImageRequest("A lighthouse") { Count = 3, Quality = ImageQuality.Low };

        TextToImageRequest copy = SampleSettings.Fill(new Storyboard("Any")).ApplyTo(request);

        SampleSettings.AssertIn(copy);
        Assert.Equal(("A lighthouse", 3), (copy.Prompt, copy.Count));
        Assert.Equal(ImageQuality.Low, request.Quality);
    }

    [Fact]
    public void Storyboard_EverySetting_ReachesEachFrame()
    {
        Storyboard story = SampleSettings.Fill(new Storyboard("The lantern")
        {
            Characters = [new Character("Mia") { References = [Picture] }],
        });

        SampleSettings.AssertIn(FrameComposer.Compose(story, new FrameRequest("a ship"), previous: null));
        SampleSettings.AssertIn(FrameComposer.Compose(story, new FrameRequest("a ship"), previous: Picture));
        SampleSettings.AssertIn(FrameComposer.Compose(story, new FrameRequest("Mia waves") { Characters = ["Mia"] }, previous: null));
    }

    [Fact]
    public void CharacterDesign_EverySetting_ReachesEachPicture()
    {
        CharacterDesign design = SampleSettings.Fill(new CharacterDesign(new Character("Mia") { Appearance = "green eyes" }));
        DesignSheet fromWords = new(_client, design);
        DesignSheet fromPhoto = new(_client, design with { Photo = Picture });

        SampleSettings.AssertIn(fromWords.RequestAnchor());
        SampleSettings.AssertIn(fromPhoto.RequestAnchor());
        SampleSettings.AssertIn(fromWords.RequestView(Picture, fromWords.Views[0]));
    }
}
