namespace GptImage.Sdk.Tests;

public sealed class CharacterCastTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaveCastAsync_AnyNames_GetFoldersOfTheirOwn()
    {
        string[] names =
            ["Mia", "mia", "MIA", "Zoe\u0308", "Zo\u00EB", "../evil", "..\\evil", "/etc", "a:b", "a?b", "CON", "con.txt", "Nul", "Tom. .",
            "...", "\u7F8E", "Mia-2", new string('x', 150), new string('x', 151)];

        IReadOnlyList<string> folders =
            await Character.SaveCastAsync(names.Select(Named), _folder.PathOf("cast"), cancellationToken: Token);

        Assert.All(folders, folder => Assert.Equal(_folder.PathOf("cast"), Path.GetDirectoryName(folder)));
        Assert.Equal(
            ["Mia", "mia-2", "MIA-3", "Zoe\u0308", "Zo\u00EB-2", "-evil", "-evil-2", "-etc", "a-b", "a-b-2", "_CON", "_con.txt", "_Nul",
                "Tom", "character", "\u7F8E", "Mia-2-2", new string('x', 100), new string('x', 100) + "-2"],
            folders.Select(Path.GetFileName));
        Assert.Equal(["cast"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(
            names.Order(StringComparer.Ordinal), (await Character.LoadCastAsync(_folder.PathOf("cast"), Token))
            .Select(character => character.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SaveCastAsync_AgainInAnotherOrder_GoesBackToTheSameFolders()
    {
        await Character.SaveCastAsync([Named("Mia"), Named("mia"), Named("a?b")], _folder.Path, cancellationToken: Token);

        IReadOnlyList<string> folders =
            await Character.SaveCastAsync([Named("a:b"), Named("mia"), Named("Mia"), Named("a?b")], _folder.Path, cancellationToken: Token);

        Assert.Equal(["a-b-2", "mia-2", "Mia", "a-b"], folders.Select(Path.GetFileName));
        Assert.Equal(4, (await Character.LoadCastAsync(_folder.Path, Token)).Count);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    public async Task SaveCastAsync_RandomNames_ComeBackFromDistinctFoldersWithin(uint seed)
    {
        string[] parts =
            ["a", "A", "\u00E9", "e\u0301", "/", "\\", "..", ".", " ", ":", "CON", "nul", "-2", "\U0001F600", "\u7F8E",
            new string('y', 60)];
        string[] names =
            [.. Enumerable.Range(0, 150)
            .Select(_ => string.Concat(Enumerable.Range(0, 1 + Next(4)).Select(_ => parts[Next(parts.Length)])).Trim())
            .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];

        IReadOnlyList<string> folders =
            await Character.SaveCastAsync(names.Select(Named), _folder.PathOf("cast"), cancellationToken: Token);
        IReadOnlyList<string> again =
            await Character.SaveCastAsync(names.AsEnumerable().Reverse().Select(Named), _folder.PathOf("cast"), cancellationToken: Token);

        Assert.Equal(
            names.Length, folders.Select(folder => folder.Normalize().ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(folders, folder => Assert.Equal(_folder.PathOf("cast"), Path.GetDirectoryName(folder)));
        Assert.Equal(folders, again.Reverse());
        Assert.Equal(
            names.Order(StringComparer.Ordinal), (await Character.LoadCastAsync(_folder.PathOf("cast"), Token))
            .Select(character => character.Name).Order(StringComparer.Ordinal));

        int Next(int count)
        {
            seed = (seed * 1_664_525) + 1_013_904_223;
            return (int)((seed >> 8) % (uint)count);
        }
    }

    [Fact]
    public async Task SaveCastAsync_OthersOfBefore_Stay()
    {
        await Character.SaveCastAsync([Named("Mia"), Named("Tom")], _folder.Path, cancellationToken: Token);
        Directory.CreateDirectory(_folder.PathOf("pages"));

        await Character.SaveCastAsync([Named("Mia") with { Outfit = "pyjamas" }], _folder.Path, cancellationToken: Token);
        IReadOnlyList<Character> cast = await Character.LoadCastAsync(_folder.Path, Token);

        Assert.Equal([("Mia", "pyjamas"), ("Tom", null)], cast.Select(character => (character.Name, character.Outfit)));
    }

    [Fact]
    public async Task LoadCastAsync_FoldersOfAnyName_AreInTheOrderOfTheirBytes()
    {
        foreach (string folder in new[] { "b", "B", "a2", "a10", "\u00E4" })
        {
            await Named($"in {folder}").SaveAsync(_folder.PathOf($"cast/{folder}-x"), cancellationToken: Token);
        }

        IReadOnlyList<Character> cast = await Character.LoadCastAsync(_folder.PathOf("cast"), Token);

        Assert.Equal(["in B", "in a10", "in a2", "in b", "in \u00E4"], cast.Select(character => character.Name));
    }

    [Fact]
    public async Task SaveCastAsync_BrokenCharacterOfThatName_ThrowsUnlessOverwritten()
    {
        Directory.CreateDirectory(_folder.PathOf("Mia"));
        _folder.Write("Mia/character.json", [1]);

        IOException saving =
            await Assert.ThrowsAsync<IOException>(() => Character.SaveCastAsync([Named("Mia")], _folder.Path, cancellationToken: Token));
        IOException loading = await Assert.ThrowsAsync<IOException>(() => Character.LoadCastAsync(_folder.Path, Token));
        await Character.SaveCastAsync([Named("Mia")], _folder.Path, overwrite: true, Token);

        Assert.All(
            [saving, loading],
            exception =>
            Assert.Contains($"'{_folder.PathOf("Mia/character.json")}' is not a saved character", exception.Message,
            StringComparison.Ordinal));
        Assert.Equal("Mia", Assert.Single(await Character.LoadCastAsync(_folder.Path, Token)).Name);
    }

    [Fact]
    public async Task SaveCastAsync_SameNameTwice_Throws()
    {
        ArgumentException exception =
            await Assert.ThrowsAsync<ArgumentException>(
                () => Character.SaveCastAsync([Named("Mia"), Named("Tom"), Named("Mia")], _folder.Path, cancellationToken: Token));

        Assert.Contains("several characters named 'Mia'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task SaveCastAsync_NoValue_Throws()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Character.SaveCastAsync(null!, _folder.Path, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Character.SaveCastAsync([null!], _folder.Path, cancellationToken: Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Character.SaveCastAsync([], " ", cancellationToken: Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Character.LoadCastAsync("", Token));
    }

    [Fact]
    public async Task LoadCastAsync_NoCast_SaysWhy()
    {
        await Named("Mia").SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);

        DirectoryNotFoundException missing =
            await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Character.LoadCastAsync(_folder.PathOf("nowhere"), Token));
        IOException one = await Assert.ThrowsAsync<IOException>(() => Character.LoadCastAsync(_folder.PathOf("mia"), Token));

        Assert.Contains($"'{_folder.PathOf("nowhere")}' is missing", missing.Message, StringComparison.Ordinal);
        Assert.Equal(
            $"The folder '{_folder.PathOf("mia")}' has no cast: none of its folders has a character.json. It is itself a saved "
            + "character: load it with LoadAsync.", one.Message);
    }

    private static Character Named(string name) => new(name) { References = [ImageInput.FromFileId("file-1")] };
}
