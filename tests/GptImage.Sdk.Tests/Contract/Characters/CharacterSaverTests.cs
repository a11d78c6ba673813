namespace GptImage.Sdk.Tests;

public sealed class CharacterSaverTests : IDisposable
{
    private static readonly byte[] Front = SamplePictures.Png(100, 200);
    private static readonly byte[] Side = SamplePictures.Jpeg(100, 200);
    private static readonly byte[] Back = SamplePictures.Png(101, 201);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Character Mia => new("Mia")
    {
        Appearance = "ten-year-old girl, \"Zoë's\" sister",
        Outfit = "raincoat",
        Proportions = "four heads tall",
        Palette = "mustard, brick",
        DistinguishingMarks = "scar",
        Style = "ink",
        MustNotChange = ["hair colour", "shoes"],
        References = [ImageInput.FromBytes(Front).As(ReferenceRole.FullBody), ImageInput.FromBytes(Side).As(ReferenceRole.Profile)],
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaveAsync_ReferenceWhoseStreamThrowsAnything_IsAnIOExceptionThatNamesIt()
    {
        using TemporaryFolder folder = new();
        Character mia = new("Mia") { References = [ImageInput.FromStream(() => throw new TimeZoneNotFoundException("boom"))] };

        IOException exception = await Assert.ThrowsAsync<IOException>(
            () => mia.SaveAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("Reference 1 of 'Mia' (the stream)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read or written: boom", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_Character_WritesFileAndPicturesUnderNeutralNames()
    {
        string saved = await Mia.SaveAsync(_folder.PathOf("cast/mia"), cancellationToken: Token);

        Assert.Equal(_folder.PathOf("cast/mia"), saved);
        Assert.Equal(["cast", "cast/mia", "cast/mia/1-full-body.png", "cast/mia/2-profile.jpg", "cast/mia/character.json"], _folder.Names);
        Assert.Equal(Front, await File.ReadAllBytesAsync(_folder.PathOf("cast/mia/1-full-body.png"), Token));
        Assert.Equal(
            """
            {
              "version": 1,
              "name": "Mia",
              "appearance": "ten-year-old girl, \"Zoë's\" sister",
              "outfit": "raincoat",
              "proportions": "four heads tall",
              "palette": "mustard, brick",
              "distinguishing_marks": "scar",
              "style": "ink",
              "never": [
                "hair colour",
                "shoes"
              ],
              "references": [
                {
                  "role": "full_body",
                  "file": "1-full-body.png",
                  "length": 77,
                  "sha256": "HASH1",
                  "media_type": "image/png"
                },
                {
                  "role": "profile",
                  "file": "2-profile.jpg",
                  "length": 38,
                  "sha256": "HASH2",
                  "media_type": "image/jpeg"
                }
              ]
            }
            """.ReplaceLineEndings().Replace("HASH1", Hash(Front), StringComparison.Ordinal).Replace("HASH2", Hash(Side), StringComparison.Ordinal),
            (await File.ReadAllTextAsync(_folder.PathOf("cast/mia/character.json"), Token)).ReplaceLineEndings());
    }

    [Fact]
    public async Task LoadAsync_MovedFolder_GivesTheSameCharacter()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        Directory.Move(_folder.PathOf("mia"), _folder.PathOf("moved"));

        Character loaded = await Character.LoadAsync(_folder.PathOf("moved"), Token);

        Assert.Equal(Mia with { References = [] }, loaded with { References = [] });
        Assert.Equal([ReferenceRole.FullBody, ReferenceRole.Profile], loaded.References.Select(reference => reference.Role));
        Assert.Equal([Front, Side], loaded.References.Select(Bytes));
        Assert.False(loaded.IsDressedAnew);
    }

    [Theory]
    [InlineData("raincoat", "pyjamas")]
    [InlineData(null, "pyjamas")]
    [InlineData("raincoat", null)]
    public async Task LoadAsync_DressedAnew_RemembersWhatTheReferencesShow(string? shown, string? outfit)
    {
        await (Mia with { Outfit = shown, References = Mia.References } with { Outfit = outfit })
            .SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);

        Character loaded = await Character.LoadAsync(_folder.PathOf("mia"), Token);

        Assert.Equal((shown, outfit, true), (loaded.ShownOutfit, loaded.Outfit, loaded.IsDressedAnew));
    }

    [Fact]
    public async Task LoadAsync_AddressesAndFileIds_AreAsTheyWere()
    {
        Character character = new("Tom")
        {
            References =
                [ImageInput.FromUri(new Uri("https://example.com/a b.png?sig=1")).As(ReferenceRole.Face), ImageInput.FromFileId("file-1"),
                ImageInput.FromBytes(Front).As(ReferenceRole.Detail).Showing("the badge")],
        };

        await character.SaveAsync(_folder.PathOf("tom"), cancellationToken: Token);
        Character loaded = await Character.LoadAsync(_folder.PathOf("tom"), Token);

        Assert.Equal(["3-detail.png", "character.json"], Names("tom"));
        Assert.Equal("https://example.com/a%20b.png?sig=1", loaded.References[0].Uri?.AbsoluteUri);
        Assert.Equal(
            (ReferenceRole.Face, "file-1", ReferenceRole.Unspecified),
            (loaded.References[0].Role, loaded.References[1].FileId, loaded.References[1].Role));
        Assert.Equal((ReferenceRole.Detail, "the badge"), (loaded.References[2].Role, loaded.References[2].Detail));
    }

    [Fact]
    public async Task SaveAsync_SameCharacterAgain_ReplacesItAndNothingElse()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        _folder.Write("mia/notes.txt", [1]);
        _folder.Write("mia/3-back.png", [2]);

        await (
            Mia with
            {
                References =
            [Mia.References[0], ImageInput.FromBytes(Back).As(ReferenceRole.Face),
            ImageInput.FromBytes(SamplePictures.Png()).As(ReferenceRole.Back)]
            })
            .SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);

        Assert.Equal(["1-full-body.png", "2-face.png", "3-back-2.png", "3-back.png", "character.json", "notes.txt"], Names("mia"));
        Assert.Equal(
            [Front, Back, SamplePictures.Png()], (await Character.LoadAsync(_folder.PathOf("mia"), Token)).References.Select(Bytes));
    }

    [Fact]
    public async Task SaveAsync_LoadedCharacterWithOneNewView_KeepsTheFilesOfTheOthers()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        Character loaded = await Character.LoadAsync(_folder.PathOf("mia"), Token);

        await (loaded with { References = [loaded.References[0], ImageInput.FromBytes(Back).As(ReferenceRole.Profile)] })
            .SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        await (await Character.LoadAsync(_folder.PathOf("mia"), Token)).SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);

        Assert.Equal(["1-full-body.png", "2-profile.png", "character.json"], Names("mia"));
        Assert.Equal(Front, Bytes(loaded.References[0]));
    }

    [Fact]
    public async Task SaveAsync_PictureChangedByHand_StaysBesideTheNewOne()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        _folder.Write("mia/2-profile.jpg", [9]);

        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);

        Assert.Equal([9], await File.ReadAllBytesAsync(_folder.PathOf("mia/2-profile.jpg"), Token));
        Assert.Equal(Side, Bytes((await Character.LoadAsync(_folder.PathOf("mia"), Token)).References[1]));
    }

    [Fact]
    public async Task SaveAsync_OtherCharacterThere_ThrowsUnlessOverwritten()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        Character tom = new("Tom") { References = [ImageInput.FromBytes(Back)] };

        IOException exception = await Assert.ThrowsAsync<IOException>(() => tom.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token));

        Assert.Equal(
            $"'Tom' was not saved: '{_folder.PathOf("mia/character.json")}' is the character 'Mia'. Choose another folder, or pass "
            + "overwrite: true.", exception.Message);
        Assert.Equal("Mia", (await Character.LoadAsync(_folder.PathOf("mia"), Token)).Name);
        await tom.SaveAsync(_folder.PathOf("mia"), overwrite: true, Token);
        Assert.Equal(["1-reference.png", "character.json"], Names("mia"));
        Assert.Equal("Tom", (await Character.LoadAsync(_folder.PathOf("mia"), Token)).Name);
    }

    [Fact]
    public async Task SaveAsync_ForeignFileThere_ThrowsUnlessOverwritten()
    {
        Directory.CreateDirectory(_folder.PathOf("mia"));
        _folder.Write("mia/character.json", "[1]"u8.ToArray());

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token));

        Assert.StartsWith(
            $"'Mia' was not saved: a file is in the way. '{_folder.PathOf("mia/character.json")}' is not a saved character",
            exception.Message, StringComparison.Ordinal);
        Assert.Equal(["character.json"], Names("mia"));
        await Mia.SaveAsync(_folder.PathOf("mia"), overwrite: true, Token);
        Assert.Equal("Mia", (await Character.LoadAsync(_folder.PathOf("mia"), Token)).Name);
    }

    [Fact]
    public async Task SaveAsync_HostileFileThere_DeletesNothingOutside()
    {
        string precious = _folder.Write("precious.png", Back);
        Directory.CreateDirectory(_folder.PathOf("mia"));
        await File.WriteAllTextAsync(
            _folder.PathOf("mia/character.json"),
            $$"""{"version":1,"name":"Mia","references":[{"role":"face","file":"../precious.png","length":{{Back.Length}},"sha256":"{{Hash(Back)}}","media_type":"image/png"}]}""", Token);

        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);

        Assert.Equal(Back, await File.ReadAllBytesAsync(precious, Token));
    }

    [Fact]
    public async Task SaveAsync_FolderWhereTheFileShouldBe_Throws()
    {
        Directory.CreateDirectory(_folder.PathOf("mia/character.json"));

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Mia.SaveAsync(_folder.PathOf("mia"), overwrite: true, Token));

        Assert.Contains($"'{_folder.PathOf("mia/character.json")}' is a folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_UnusableReference_ThrowsAndKeepsTheEarlierCharacter()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        string missing = _folder.PathOf("missing.png");
        (ImageInput Input, string Message)[] cases =
        [
            (ImageInput.FromBytes(new byte[] { 1, 2, 3 }), "Reference 2 of 'Mia' (the 3 bytes in memory) is not a picture"),
            (ImageInput.FromFile(missing), missing),
            (ImageInput.FromStream(() => throw new InvalidOperationException("gone")),
                "Reference 2 of 'Mia' (the stream) cannot be read or written: gone"),
            (ImageInput.FromBytes(Back).As((ReferenceRole)99), "has the role 99"),
        ];

        foreach ((ImageInput input, string message) in cases)
        {
            IOException exception =
                await Assert.ThrowsAnyAsync<IOException>(
                    () => (Mia with { References = [ImageInput.FromBytes(Back), input] })
                    .SaveAsync(_folder.PathOf("mia"), cancellationToken: Token));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal([Front, Side], (await Character.LoadAsync(_folder.PathOf("mia"), Token)).References.Select(Bytes));
        Assert.DoesNotContain(_folder.Names, name => name.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaveAsync_WhatCouldNotBeLoaded_IsRefusedBeforeAnythingIsWritten()
    {
        string halfPair = "cut " + (char)0xD83D;

        IOException torn =
            await Assert.ThrowsAsync<IOException>(
                () => (Mia with { Palette = halfPair }).SaveAsync(_folder.PathOf("mia"), cancellationToken: Token));
        IOException large =
            await Assert.ThrowsAsync<IOException>(
                () => (Mia with { Style = new string('x', 1_100_000) }).SaveAsync(_folder.PathOf("mia"), cancellationToken: Token));

        Assert.Contains("half a surrogate pair", torn.Message, StringComparison.Ordinal);
        Assert.Contains("a saved character has up to 1,048,576", large.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task SaveAsync_NoFolder_Throws(string? folder)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Mia.SaveAsync(folder!, cancellationToken: Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Character.LoadAsync(folder!, Token));
    }

    [Fact]
    public async Task SaveAsync_Canceled_LeavesTheEarlierCharacter()
    {
        await Mia.SaveAsync(_folder.PathOf("mia"), cancellationToken: Token);
        using CancellationTokenSource canceled = new();
        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => (Mia with { References = [ImageInput.FromBytes(Back)] })
            .SaveAsync(_folder.PathOf("mia"), cancellationToken: canceled.Token));

        Assert.Equal(["1-full-body.png", "2-profile.jpg", "character.json"], Names("mia"));
    }

    private IEnumerable<string?> Names(string folder) =>
        Directory.GetFileSystemEntries(_folder.PathOf(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static byte[] Bytes(ImageInput input)
    {
        using Stream stream = input.OpenRead();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant();
}
