using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class ValueEqualityTests
{
    private static readonly Func<Stream> Open = () => new MemoryStream([1, 2, 3]);

    public static TheoryData<string, ImageInput, ImageInput> SameInputs => new()
    {
        { "file", ImageInput.FromFile("a.png"), ImageInput.FromFile(Path.GetFullPath("a.png")) },
        { "bytes", ImageInput.FromBytes(new byte[] { 1, 2, 3 }), ImageInput.FromBytes(new byte[] { 1, 2, 3 }) },
        { "data", ImageInput.FromDataUri("data:image/png;base64,AQID"), ImageInput.FromBytes(new byte[] { 1, 2, 3 }) },
        { "stream", ImageInput.FromStream(Open), ImageInput.FromStream(Open) },
        { "address", ImageInput.FromUri(new Uri("https://example.org/a")), ImageInput.FromUri(new Uri("https://EXAMPLE.org/a")) },
        { "id", ImageInput.FromFileId("file-1"), ImageInput.FromFileId("file-1") },
    };

    public static TheoryData<string, ImageInput, ImageInput> OtherInputs => new()
    {
        { "file", ImageInput.FromFile("a.png"), ImageInput.FromFile("b.png") },
        { "bytes", ImageInput.FromBytes(new byte[] { 1, 2, 3 }), ImageInput.FromBytes(new byte[] { 1, 2, 4 }) },
        { "stream", ImageInput.FromStream(Open), ImageInput.FromStream(() => new MemoryStream([1, 2, 3])) },
        { "address", ImageInput.FromUri(new Uri("https://example.org/a")), ImageInput.FromUri(new Uri("https://example.org/A")) },
        { "id", ImageInput.FromFileId("file-1"), ImageInput.FromFileId("file-2") },
        { "kind", ImageInput.FromFileId("https://example.org/a"), ImageInput.FromUri(new Uri("https://example.org/a")) },
        { "role", ImageInput.FromFileId("file-1"), ImageInput.FromFileId("file-1").As(ReferenceRole.Style) },
    };

    [Theory]
    [MemberData(nameof(SameInputs))]
    public void Inputs_SameSource_AreEqual(string kind, ImageInput one, ImageInput other)
    {
        Assert.True(one.Equals(other), kind);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(one.As(ReferenceRole.Face), other.As(ReferenceRole.Face));
    }

    [Theory]
    [MemberData(nameof(OtherInputs))]
    public void Inputs_OtherSource_Differ(string kind, ImageInput one, ImageInput other) => Assert.False(one.Equals(other), kind);

    [Fact]
    public void Requests_SameValues_AreEqual()
    {
        Assert.Equal(Edit(), Edit());
        Assert.Equal(Edit().GetHashCode(), Edit().GetHashCode());
        Assert.Equal(Scene(), Scene());
        Assert.Equal(Scene().GetHashCode(), Scene().GetHashCode());
        Assert.Equal(SampleSettings.Fill(new TextToImageRequest("x")), SampleSettings.Fill(new TextToImageRequest("x")));
        Assert.Equal(Story(), Story());
        Assert.Equal(
            new CharacterDesign(new Character("Mia")) { Details = ["a"] }, new CharacterDesign(new Character("Mia")) { Details = ["a"] });
    }

    [Fact]
    public void Requests_OneValueOtherwise_Differ()
    {
        ImageRequest[] others =
        [
            Edit() with { Prompt = "y" },
            Edit() with { Images = [ImageInput.FromFileId("file-2")] },
            Edit() with { Images = [] },
            Edit() with { Mask = null },
            Edit() with { Text = [] },
            Edit() with { Retry = new RetryOptions { MaxAttempts = 5 } },
            Edit() with { Retry = null },
            Edit() with { AdditionalParameters = new Dictionary<string, object>() },
            Edit() with { AdditionalParameters = new Dictionary<string, object> { ["p"] = Json("[[1,2]]") } },
        ];

        Assert.All(others, other => Assert.NotEqual<ImageRequest>(Edit(), other));
    }

    [Fact]
    public void AdditionalParameters_SameJson_IsEqual()
    {
        ImageRequest one = new TextToImageRequest("x")
        {
            AdditionalParameters = new Dictionary<string, object> { ["a"] = 1, ["b"] = Json("{\"x\": 1, \"y\": 2}") },
        };
        ImageRequest other = new TextToImageRequest("x")
        {
            AdditionalParameters = new Dictionary<string, object> { ["b"] = Json("{\"y\":2,\"x\":1}"), ["a"] = Json("1") },
        };

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void ToString_OfAnything_IsShortAndHasNoPrompt()
    {
        const string secret = "the secret prompt of a customer";
        object[] values =
        [
            new TextToImageRequest(secret) { Text = [new TextElement(secret)], SafetyIdentifier = secret },
            new ImageToImageRequest(secret, ImageInput.FromBytes(new byte[1000])),
            new CharacterReferenceRequest(secret, new Character("Mia") { Appearance = secret }),
            new TextElement(secret),
            new Character("Mia") { Appearance = secret },
            new FrameRequest(secret),
            new Storyboard("The lantern") { Style = secret, Frames = [new FrameRequest(secret)] },
            new CharacterDesign(new Character("Mia") { Appearance = secret }),
            new SavedImageResult { SafetyIdentifier = secret },
        ];

        Assert.All(
            values,
            value =>
            {
                Assert.DoesNotContain(secret, value.ToString(), StringComparison.Ordinal);
                Assert.InRange(value.ToString()!.Length, 1, 120);
            });
        Assert.Equal(
            "TextToImageRequest: 2 at 1536x1024 from gpt-image-2, prompt of 31 characters",
            new TextToImageRequest(secret) { Count = 2, Size = ImageSize.Landscape, Model = ImageModel.GptImage2 }.ToString());
    }

    [Fact]
    public void Constructors_OneInputOrAList_SayTheSame()
    {
        ImageInput first = ImageInput.FromFileId("file-1");
        ImageInput second = ImageInput.FromFileId("file-2");
        List<ImageInput> list = [first, second];
        Character mia = new("Mia");

        Assert.Equal(new ImageToImageRequest("x", list), new ImageToImageRequest("x", first, second));
        Assert.Equal(new ImageToImageRequest("x", list), new ImageToImageRequest("x", [first, second]));
        Assert.Equal(new ImageToImageRequest("x", []), new ImageToImageRequest("x"));
        Assert.Equal(new CharacterReferenceRequest("x", new List<Character> { mia }), new CharacterReferenceRequest("x", mia));
        Assert.Throws<ArgumentNullException>(() => new ImageToImageRequest("x", null!));
        Assert.Throws<ArgumentException>(() => new ImageToImageRequest("x", first, null!));
    }

    private static ImageToImageRequest Edit() => new("x", ImageInput.FromFileId("file-1"), ImageInput.FromBytes(new byte[] { 1 }))
    {
        Mask = ImageInput.FromBytes(new byte[] { 2 }),
        Text = [new TextElement("Pier 7")],
        Retry = new RetryOptions { MaxAttempts = 4 },
        AdditionalParameters = new Dictionary<string, object> { ["p"] = Json("[1,[2]]") },
    };

    private static CharacterReferenceRequest Scene() =>
        new("x", new Character("Mia") { MustNotChange = ["hair"], References = [ImageInput.FromFileId("file-1")] })
        {
            References = [ImageInput.FromFileId("file-2").As(ReferenceRole.Style)],
        };

    private static Storyboard Story() => new("The lantern")
    {
        Characters = [new Character("Mia")],
        Frames = [new FrameRequest("one") { Text = [new TextElement("a")] }, new FrameRequest("two")],
    };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
