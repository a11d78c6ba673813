namespace GptImage.Sdk.Tests;

public sealed class RequestFieldsTests
{
    [Fact]
    public void Of_Edit_ShowsLengthsInsteadOfBytes()
    {
        byte[] png = SamplePictures.Png();

        RequestPlan plan =
            Plans.Explain(
                new ImageToImageRequest("x", ImageInput.FromBytes(png),
                ImageInput.FromStream(() => new PiecewiseStream(SamplePictures.Jpeg()))));

        Assert.Equal("images/edits", plan.Endpoint);
        Assert.True(plan.Fields.IsMultipart);
        Assert.Equal(
            ["model: gpt-image-2", "prompt: x", FormattableString.Invariant($"image[]: image/png, {png.Length} bytes"),
            "image[]: image/jpeg, bytes of a stream"], plan.Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void Of_EditWithReferences_ShowsThem()
    {
        RequestPlan plan =
            Plans.Explain(
                new ImageToImageRequest("x", ImageInput.FromFileId("file-1"), ImageInput.FromUri(new Uri("https://example.com/a.png"))));

        Assert.False(plan.Fields.IsMultipart);
        Assert.Equal(
            ["model: gpt-image-2", "prompt: x", "images: file-1", "images: https://example.com/a.png"],
            plan.Fields.Select(field => field.ToString()));
    }

    [Fact]
    public void Of_TextToImage_GoesToGenerations() =>
        Assert.Equal("images/generations", Plans.Explain(new TextToImageRequest("x")).Endpoint);

    [Fact]
    public void Of_Characters_GoToEdits() =>
        Assert.Equal("images/edits", Plans.Explain(new CharacterReferenceRequest("x", new Character("Mia")
        {
            References = [ImageInput.FromFileId("file-1")],
        })).Endpoint);

    [Fact]
    public void Indexer_NameThatIsNotSent_IsNull() => Assert.Null(Plans.Explain(new TextToImageRequest("x")).Fields["size"]);
}
