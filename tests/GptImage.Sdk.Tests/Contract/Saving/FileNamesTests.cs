namespace GptImage.Sdk.Tests;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("out/poster", 1, 1, "out/poster")]
    [InlineData("out/poster", 1, 3, "out/poster-1")]
    [InlineData("out/poster", 2, 1, "out/poster-2")]
    [InlineData("out/poster.png", 2, 3, "out/poster-2.png")]
    [InlineData("out/poster.final", 2, 3, "out/poster.final-2")]
    [InlineData("out/poster-{0}", 1, 1, "out/poster-1")]
    [InlineData("out/poster-{0}.png", 12, 12, "out/poster-12.png")]
    [InlineData("{0}/{0}", 3, 3, "3/3")]
    [InlineData("{1}-{00}-{0:00}-{}-{{0}}", 1, 1, "{1}-{00}-{0:00}-{}-{1}")]
    [InlineData("a{b}c", 1, 2, "a{b}c-1")]
    public void Numbered_AnyPattern_PutsTheNumberInItsPlace(string pattern, int number, int count, string expected) =>
        Assert.Equal(expected, FileNames.Numbered(pattern, number, count));

    [Theory]
    [InlineData("poster", "png", "poster.png")]
    [InlineData("poster", "jpeg", "poster.jpg")]
    [InlineData("poster", "webp", "poster.webp")]
    [InlineData("poster", "gif", "poster.gif")]
    [InlineData("poster", "svg", "poster.svg")]
    [InlineData("poster", "avif", "poster.bin")]
    [InlineData("poster.png", "png", "poster.png")]
    [InlineData("poster.PNG", "png", "poster.PNG")]
    [InlineData("poster.png", "jpeg", "poster.jpg")]
    [InlineData("poster.jpeg", "jpeg", "poster.jpeg")]
    [InlineData("poster.JPG", "jpeg", "poster.JPG")]
    [InlineData("poster.GIF", "webp", "poster.webp")]
    [InlineData("poster.svg", "png", "poster.png")]
    [InlineData("poster.v1.2", "png", "poster.v1.2.png")]
    [InlineData("poster.txt", "png", "poster.txt.png")]
    [InlineData("poster.", "png", "poster..png")]
    [InlineData("folder.png/poster", "webp", "folder.png/poster.webp")]
    public void WithExtension_AnyPath_HasThatOfTheBytes(string path, string format, string expected) =>
        Assert.Equal(expected, FileNames.WithExtension(path, new OutputFormat(format)));

    [Fact]
    public void WithExtension_BytesOfNoKnownFormat_IsBin() => Assert.Equal("poster.bin", FileNames.WithExtension("poster.png", default));

    [Theory]
    [InlineData("poster.png", 2, "poster-2.png")]
    [InlineData("poster", 3, "poster-3")]
    [InlineData("poster.v1", 2, "poster.v1-2")]
    public void Alternative_TakenName_GetsANumber(string path, int number, string expected) =>
        Assert.Equal(expected, FileNames.Alternative(path, number));

    [Theory]
    [InlineData("poster.png", 0, "poster-partial-1.png")]
    [InlineData("poster-{0}", 2, "poster-1-partial-3")]
    public void Partial_AnyPattern_SaysSo(string pattern, int index, string expected) =>
        Assert.Equal(expected, FileNames.Partial(pattern, index));

    [Fact]
    public async Task Folder_WithNul_IsRefusedInTheWordsOfAFile()
    {
        const string path = "mia\0";
        CancellationToken token = TestContext.Current.CancellationToken;
        using GptImageClient client = new("sk-test");
        Func<Task>[] users =
        [
            () => Character.LoadAsync(path, token),
            () => Character.LoadCastAsync(path, token),
            () => new Character("Mia").SaveAsync(path, cancellationToken: token),
            () => Character.SaveCastAsync([new Character("Mia")], path, cancellationToken: token),
            () => client.GetBatchAsync(path, token),
            () => client.CollectBatchAsync(path, cancellationToken: token),
            () => Task.FromResult(PictureStore.Folder(path)),
            () => Task.FromResult(ImageInput.FromFile(path)),
        ];

        foreach (Func<Task> user in users)
        {
            ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(user);
            Assert.Equal("The path has a NUL character, which no file name may have.", ArgumentText.WithoutParameter(exception));
        }
    }

    [Theory]
    [InlineData(250, ".webp", 250)]
    [InlineData(251, ".webp", 250)]
    [InlineData(300, ".webp", 250)]
    public void WithExtension_NameTooLongForIt_IsShortened(int length, string extension, int kept) =>
        Assert.Equal(
            "out/" + new string('a', kept) + extension, FileNames.WithExtension("out/" + new string('a', length), OutputFormat.Webp));

    [Theory]
    [InlineData(251, 10, 248)]
    [InlineData(251, 2, 249)]
    [InlineData(249, 2, 249)]
    public void Alternative_NameTooLongForItsNumber_IsShortened(int length, int number, int kept) =>
        Assert.Equal(
            FormattableString.Invariant($"/out/{new string('a', kept)}-{number}.png"),
            FileNames.Alternative($"/out/{new string('a', length)}.png", number));

    [Fact]
    public void WithExtension_EmojiAtTheEnd_IsNotTornApart() =>
        Assert.Equal(
            new string('a', 245) + ".png", FileNames.WithExtension(new string('a', 245) + "\U0001F469\u200D\U0001F680", OutputFormat.Png));

    [Fact]
    public void GetFullPath_NulCharacter_IsRefused() =>
        Assert.Contains("NUL", Assert.Throws<ArgumentException>(() => FileNames.GetFullPath("a\0b")).Message, StringComparison.Ordinal);
}
