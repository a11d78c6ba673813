namespace GptImage.Sdk.Tests;

public sealed class PictureFormatTests
{
    [Theory]
    [InlineData("png", ".png", "image/png", true)]
    [InlineData("jpeg", ".jpg", "image/jpeg", false)]
    [InlineData("webp", ".webp", "image/webp", true)]
    [InlineData("gif", ".gif", "image/gif", true)]
    [InlineData("svg", ".svg", "image/svg+xml", true)]
    public void Find_EachFormat_HasItsFacts(string name, string extension, string mediaType, bool hasAlpha)
    {
        PictureFormat format = PictureFormat.Find(name)!;

        Assert.Equal((extension, mediaType, hasAlpha), (format.Extension, format.MediaType, format.HasAlpha));
        Assert.Equal((extension, mediaType), (PictureFormat.ExtensionOf(name), PictureFormat.MediaTypeOf(name)));
    }

    [Theory]
    [InlineData("avif")]
    [InlineData("PNG")]
    [InlineData("")]
    public void Find_UnknownName_IsNothing(string name)
    {
        Assert.Null(PictureFormat.Find(name));
        Assert.Equal((".bin", "application/octet-stream"), (PictureFormat.ExtensionOf(name), PictureFormat.MediaTypeOf(name)));
    }

    [Theory]
    [InlineData(".png", "png")]
    [InlineData(".JPG", "jpeg")]
    [InlineData(".jpeg", "jpeg")]
    [InlineData(".Svg", "svg")]
    [InlineData(".txt", null)]
    [InlineData("png", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void FindByExtension_AnyCase_FindsTheFormat(string? extension, string? expected) =>
        Assert.Equal(expected, PictureFormat.FindByExtension(extension)?.Name);

    [Theory]
    [InlineData("89504E470D0A1A0A", "png")]
    [InlineData("89504E470D0A1A", null)]
    [InlineData("FFD8FF", "jpeg")]
    [InlineData("524946460000000057454250", "webp")]
    [InlineData("524946460000000057415645", null)]
    [InlineData("5249464600000000574542", null)]
    [InlineData("474946383961", "gif")]
    [InlineData("3C737667", "svg")]
    [InlineData("EFBBBF200A3C3F786D6C", "svg")]
    [InlineData("3C68746D6C", null)]
    [InlineData("", null)]
    public void Detect_FirstBytes_TellTheFormat(string start, string? expected) =>
        Assert.Equal(expected, PictureFormat.Detect(Convert.FromHexString(start))?.Name);

    [Fact]
    public void MediaType_OfAPicture_IsThatOfItsBytes()
    {
        Assert.Equal("image/jpeg", new GeneratedImage(SamplePictures.Jpeg(640, 480)).MediaType);
        Assert.Equal("application/octet-stream", new GeneratedImage("no picture"u8.ToArray()).MediaType);
    }
}
