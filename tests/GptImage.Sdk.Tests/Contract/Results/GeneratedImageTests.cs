namespace GptImage.Sdk.Tests;

public sealed class GeneratedImageTests
{
    [Fact]
    public void Constructor_Bytes_SayWhatTheyAre()
    {
        GeneratedImage image = new(SamplePictures.Png(640, 480, chunks: ("caBX", new byte[10])));

        Assert.Equal((OutputFormat.Png, new ImageSize(640, 480), true), (image.Format, image.PixelSize, image.HasContentCredentials));
        Assert.Null(image.Url);
    }

    [Fact]
    public void Constructor_SvgAndUnknownBytes_HaveNoPixels()
    {
        Assert.Null(new GeneratedImage("<svg/>"u8.ToArray()).PixelSize);
        Assert.Equal("", new GeneratedImage(new byte[] { 1, 2, 3 }).Format.Value);
    }

    [Theory]
    [InlineData("poster", "poster.webp")]
    [InlineData("poster.png", "poster.webp")]
    [InlineData("poster.WEBP", "poster.WEBP")]
    [InlineData("poster.v1", "poster.v1.webp")]
    [InlineData("deep/poster", "deep/poster.webp")]
    public async Task SaveAsync_AnyPath_HasTheExtensionOfTheBytes(string path, string expected)
    {
        using TemporaryFolder folder = new();
        byte[] webp = SamplePictures.WebpLossy(10, 10);

        string saved = await new GeneratedImage(webp)
            .SaveAsync(folder.PathOf(path), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(folder.PathOf(expected), saved);
        Assert.Equal(webp, await File.ReadAllBytesAsync(saved, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_TakenName_IsNotOverwrittenUnlessAsked()
    {
        using TemporaryFolder folder = new();
        folder.Write("poster.png", [9]);
        GeneratedImage image = new(SamplePictures.Png());

        Assert.Equal(
            folder.PathOf("poster-2.png"),
            await image.SaveAsync(folder.PathOf("poster"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(
            folder.PathOf("poster.png"),
            await image.SaveAsync(folder.PathOf("poster"), overwrite: true, TestContext.Current.CancellationToken));
        Assert.Equal(["poster-2.png", "poster.png"], folder.Names);
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNothing()
    {
        using TemporaryFolder folder = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new GeneratedImage(SamplePictures.Png())
            .SaveAsync(folder.PathOf("poster"), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task SaveAsync_NoPath_Throws(string? path) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => new GeneratedImage(SamplePictures.Png()).SaveAsync(path!, cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public async Task SaveAsync_AddressOnly_ThrowsAndNamesTheOption()
    {
        using TemporaryFolder folder = new();
        GeneratedImage image = new(default, null, new Uri("https://example.com/a.png"));

        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => image.SaveAsync(folder.PathOf("poster"), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("AllowImageDownload", exception.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void ToInput_BytesOrAddress_CanBeSent()
    {
        Assert.NotNull(new GeneratedImage(SamplePictures.Png()).ToInput().Open);
        Assert.Equal(
            "https://example.com/a.png", new GeneratedImage(default, null, new Uri("https://example.com/a.png"))
            .ToInput().Uri?.AbsoluteUri);
    }
}
