namespace GptImage.Sdk.Tests;

/// <summary>Which files of a folder a job takes for its pictures.</summary>
public sealed class JobPicturesTests : IDisposable
{
    private static readonly byte[] Transparent = SamplePictures.Png(colorType: 6, chunks: [("caBX", new byte[8])]);
    private static readonly byte[] Opaque = SamplePictures.Png(width: 96, colorType: 2);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private JobPictures Pictures => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FindAsync_PicturesOfAName_AreDescribedFromTheirBytes()
    {
        _folder.Write("fox-1.png", Transparent);
        _folder.Write("fox-2.png", Opaque);

        IReadOnlyList<SavedImage> files = await Pictures.FindAsync("fox", 2, Token);

        Assert.Equal([_folder.PathOf("fox-1.png"), _folder.PathOf("fox-2.png")], files.Select(file => file.Path));
        Assert.Equal([(true, true), (false, false)], files.Select(file => (file.HasContentCredentials, file.HasAlpha)));
        Assert.Equal([new ImageSize(64, 64), new ImageSize(96, 64)], files.Select(file => file.PixelSize));
        Assert.Equal([Transparent.Length, Opaque.Length], files.Select(file => (int)file.Length));
    }

    [Fact]
    public async Task FindAsync_FileThatIsNoPicture_IsFoundAndHasNothingOfOne()
    {
        _folder.Write("fox.png", [1, 2, 3]);

        SavedImage file = Assert.Single(await Pictures.FindAsync("fox", 1, Token));

        Assert.Equal((default, null, false, false), (file.Format, file.PixelSize, file.HasContentCredentials, file.HasAlpha));
    }

    [Fact]
    public async Task FindAsync_SeveralFormatsOfOneNumber_AreOnePicture()
    {
        _folder.Write("fox.png", Opaque);
        _folder.Write("fox.jpg", SamplePictures.Jpeg());

        Assert.Equal(_folder.PathOf("fox.png"), Assert.Single(await Pictures.FindAsync("fox", 1, Token)).Path);
    }

    [Theory]
    [InlineData("fox", "fox.png")]
    [InlineData("", ".png")]
    public async Task FindAsync_EmptyFileOrNoName_FindsNothing(string name, string file)
    {
        _folder.Write(file, name.Length == 0 ? Opaque : []);

        Assert.Empty(await Pictures.FindAsync(name, 1, Token));
        Assert.Empty(await Pictures.RecoverAsync(name, 0, Token));
        Assert.Equal([file], _folder.Names);
    }

    [Fact]
    public async Task VerifyAsync_ChangedOrDeletedPictures_AreLeftOut()
    {
        IPictureStore store = PictureStore.Folder(_folder.Path);
        await store.PutAsync("fox.png", new MemoryStream(Opaque), Token);
        StoredPicture fox = await store.FindAsync("fox.png", Token) ?? throw new InvalidOperationException("No fox.");

        IReadOnlyList<SavedImage> files = await Pictures.VerifyAsync(
            [fox with { Sha256 = new string('0', 64) }, fox with { Name = "wolf.png" }, fox], Token);

        Assert.Equal(fox.Sha256, Assert.Single(files).Sha256);
    }

    [Fact]
    public void Flush_FileIsGone_EndsNothing()
    {
        JobPictures.Flush(_folder.PathOf("gone.png"));

        Assert.Empty(_folder.Names);
    }
}
