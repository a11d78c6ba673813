namespace GptImage.Sdk.Tests;

public sealed class FolderPictureStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPictureStore Store => PictureStore.Folder(_folder.PathOf("pictures"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PutAsync_NewName_IsFoundAndOpened()
    {
        bool isStored = await Store.PutAsync("a.png", new MemoryStream([1, 2, 3]), Token);

        Assert.True(isStored);
        Assert.Equal(
            new StoredPicture
            {
                Name = "a.png",
                Length = 3,
                Sha256 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
            },
            await Store.FindAsync("a.png", Token));
        await using Stream? opened = await Store.OpenAsync("a.png", Token);
        Assert.NotNull(opened);
        Assert.Equal((1, 2, 3, -1), (opened.ReadByte(), opened.ReadByte(), opened.ReadByte(), opened.ReadByte()));
        Assert.Equal(["pictures", "pictures/a.png"], _folder.Names);
    }

    [Fact]
    public async Task PutAsync_NameIsTaken_LeavesThePictureAsItIs()
    {
        await Store.PutAsync("a.png", new MemoryStream([1]), Token);

        bool isStored = await Store.PutAsync("a.png", new MemoryStream([2, 2]), Token);

        Assert.False(isStored);
        Assert.Equal([1], await File.ReadAllBytesAsync(_folder.PathOf("pictures/a.png"), Token));
        Assert.Equal(["pictures", "pictures/a.png"], _folder.Names);
    }

    [Fact]
    public async Task PutAsync_ManyAtOnce_StoresOne()
    {
        bool[] stored = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(
            () => Store.PutAsync("a.png", new MemoryStream([(byte)number]), Token), Token)));

        Assert.Single(stored, isStored => isStored);
        Assert.Equal(["pictures", "pictures/a.png"], _folder.Names);
    }

    [Fact]
    public async Task FindAsync_Nothing_IsNull()
    {
        Directory.CreateDirectory(_folder.PathOf("pictures/folder.png"));

        Assert.Null(await Store.FindAsync("a.png", Token));
        Assert.Null(await Store.FindAsync("folder.png", Token));
        Assert.Null(await PictureStore.Folder(_folder.PathOf("nowhere")).OpenAsync("a.png", Token));
    }

    [Theory]
    [InlineData("../a.png")]
    [InlineData("b/a.png")]
    [InlineData("b\\a.png")]
    [InlineData("C:a.png")]
    [InlineData("..")]
    [InlineData("a\0.png")]
    [InlineData(" ")]
    public async Task FindAsync_Path_IsRefused(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.FindAsync(name, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.PutAsync(name, new MemoryStream([1]), Token));
    }
}
