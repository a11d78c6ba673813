using System.Security.Cryptography;
using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class CharacterLoaderTests : IDisposable
{
    private const string PictureHash = "c0ffee";

    private static readonly byte[] Picture = SamplePictures.Png(100, 200);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "is not a saved character")]
    [InlineData("{", "is not a saved character")]
    [InlineData("null", "it has no version")]
    [InlineData("[]", "it has no version")]
    [InlineData("{}", "it has no version")]
    [InlineData("{\"version\":\"1\"}", "it has no version")]
    [InlineData("{\"version\":0}", "it has no version")]
    [InlineData("{\"version\":1.5}", "it has no version")]
    [InlineData("{\"version\":99999999999}", "it has no version")]
    [InlineData("{\"version\":2,\"who\":\"knows\"}", "was written by a later version of this library (format 2; this one reads up to 1)")]
    [InlineData("{\"version\":1}", "missing required properties")]
    [InlineData("{\"version\":1,\"name\":\"Mia\"}", "references")]
    [InlineData("{\"version\":1,\"name\":\"Mia\",\"references\":null}", "has no list of references")]
    [InlineData("{\"version\":1,\"name\":null,\"references\":[]}", "is not a saved character")]
    [InlineData("{\"version\":1,\"name\":\" \",\"references\":[]}", "is not a saved character")]
    [InlineData("{\"version\":1,\"name\":\"Mia\\nTom\",\"references\":[]}", "line break")]
    [InlineData("{\"version\":1,\"name\":\"\\ud83d\",\"references\":[]}", "is not a saved character")]
    [InlineData("{\"version\":1,\"name\":[],\"references\":[]}", "$.name")]
    [InlineData("{\"version\":1,\"name\":\"Mia\",\"never\":[null],\"references\":[]}", "An entry of 'never' is null")]
    [InlineData("{\"version\":1,\"name\":\"Mia\",\"colour\":\"red\",\"references\":[]}", "colour")]
    [InlineData("{\"version\":1,\"name\":\"Mia\",\"references\":[],\"never\":[[[[[[[[[1]]]]]]]]]}", "depth")]
    [InlineData("{\"version\":1,\"name\":\"Mia\",\"references\":[]} trailing", "is not a saved character")]
    public async Task LoadAsync_BadFile_ThrowsAndNamesIt(string json, string expected)
    {
        _folder.Write("character.json", Encoding.UTF8.GetBytes(json));

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Character.LoadAsync(_folder.Path, Token));

        Assert.Contains($"'{_folder.PathOf("character.json")}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "needs one of 'file', 'uri' and 'file_id'")]
    [InlineData("{\"role\":\"face\"}", "needs one of 'file', 'uri' and 'file_id'")]
    [InlineData(
        "{\"role\":\"face\",\"uri\":\"https://example.com/a.png\",\"file_id\":\"file-1\"}", "needs one of 'file', 'uri' and 'file_id'")]
    [InlineData("{\"role\":\"hat\",\"file_id\":\"file-1\"}", "has the role 'hat'")]
    [InlineData("{\"role\":null,\"file_id\":\"file-1\"}", "has the role ''")]
    [InlineData("{\"role\":\"3\",\"file_id\":\"file-1\"}", "has the role '3'")]
    [InlineData("{\"role\":\"Face\",\"file_id\":\"file-1\"}", "has the role 'Face'")]
    [InlineData("{\"role\":\"face\",\"file_id\":\" \"}", "cannot be used")]
    [InlineData("{\"role\":\"face\",\"uri\":\"http://example.com/a.png\"}", "cannot be used")]
    [InlineData("{\"role\":\"face\",\"uri\":\"file:///etc/passwd\"}", "cannot be used")]
    [InlineData(
        "{\"role\":\"face\",\"uri\":\"a.png\"}",
        "cannot be used: 'a.png' is not an absolute address. Write an https address that the service can reach.")]
    [InlineData("{\"role\":\"face\",\"file\":\"\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"..\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"../a.png\"}", "the file '../a.png', which is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"sub/a.png\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"..\\\\a.png\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"/etc/passwd\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"C:a.png\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"a.png:stream\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"NUL\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"com1.png\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"a.png.\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"a\\u0000.png\"}", "is not a plain name within the folder")]
    [InlineData("{\"role\":\"face\",\"file\":\"a.png\",\"length\":77}", "a.png' has other bytes")]
    [InlineData("{\"role\":\"face\",\"file\":\"a.png\",\"sha256\":\"c0ffee\",\"media_type\":\"image/png\"}", "a.png' has other bytes")]
    [InlineData(
        "{\"role\":\"face\",\"file\":\"a.png\",\"length\":76,\"sha256\":\"c0ffee\",\"media_type\":\"image/png\"}",
        "a.png' has other bytes")]
    [InlineData(
        "{\"role\":\"face\",\"file\":\"a.png\",\"length\":77,\"sha256\":\"00\",\"media_type\":\"image/png\"}", "a.png' has other bytes")]
    [InlineData(
        "{\"role\":\"face\",\"file\":\"a.png\",\"length\":77,\"sha256\":\"c0ffee\",\"media_type\":\"image/jpeg\"}",
        "is not a picture of the format 'image/jpeg'")]
    [InlineData("{\"role\":\"face\",\"file\":\"a.png\",\"length\":77,\"sha256\":\"c0ffee\"}", "is not a picture of the format ''")]
    public async Task LoadAsync_BadReference_ThrowsAndNamesIt(string reference, string expected)
    {
        _folder.Write("a.png", Picture);
        WriteCharacter(reference);

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Character.LoadAsync(_folder.Path, Token));

        Assert.StartsWith($"Reference 2 in '{_folder.PathOf("character.json")}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_MissingPicture_NamesIt()
    {
        WriteCharacter("""{"role":"face","file":"a.png","length":77,"sha256":"c0ffee","media_type":"image/png"}""");

        FileNotFoundException exception = await Assert.ThrowsAsync<FileNotFoundException>(() => Character.LoadAsync(_folder.Path, Token));

        Assert.Equal(
            (_folder.PathOf("a.png"), true),
            (exception.FileName, exception.Message.Contains(_folder.PathOf("a.png"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LoadAsync_OneByteOtherThanSaved_Throws()
    {
        await new Character("Mia") { References = [ImageInput.FromBytes(Picture)] }.SaveAsync(_folder.Path, cancellationToken: Token);
        byte[] changed = [.. Picture];
        changed[^1] ^= 1;
        _folder.Write("1-reference.png", changed);

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Character.LoadAsync(_folder.Path, Token));

        Assert.Contains(
            $"is not the picture that was saved: '{_folder.PathOf("1-reference.png")}' has other bytes", exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nowhere")]
    public async Task LoadAsync_NoFile_NamesIt(string folder)
    {
        FileNotFoundException exception =
            await Assert.ThrowsAsync<FileNotFoundException>(() => Character.LoadAsync(_folder.PathOf(folder), Token));

        Assert.Equal(_folder.PathOf(Path.Combine(folder, "character.json")), exception.FileName);
    }

    [Fact]
    public async Task LoadAsync_TooLargeFile_Throws()
    {
        _folder.Write("character.json", Encoding.UTF8.GetBytes("""{"version":1,"name":"Mia","references":[]}""".PadRight(1_048_577)));

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Character.LoadAsync(_folder.Path, Token));

        Assert.Contains("it has more than 1,048,576 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_LargestFileWithAByteOrderMark_IsRead()
    {
        _folder.Write(
            "character.json",
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("""{"version":1,"name":"Mia","references":[]}""".PadRight(1_048_573))]);

        Assert.Equal("Mia", (await Character.LoadAsync(_folder.Path, Token)).Name);
    }

    [Fact]
    public async Task LoadAsync_TextThatIsNoUtf8_Throws()
    {
        _folder.Write("character.json", [.. "{\"version\":1,\"name\":\"Mi"u8, 0xFF, .. "\",\"references\":[]}"u8]);

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Character.LoadAsync(_folder.Path, Token));

        Assert.Contains($"'{_folder.PathOf("character.json")}' is not a saved character", exception.Message, StringComparison.Ordinal);
    }

    private void WriteCharacter(string reference)
    {
        string hash = Convert.ToHexString(SHA256.HashData(Picture));
        string json = $$"""{"version":1,"name":"Mia","references":[{"role":"full_body","file_id":"file-1"},{{reference}}]}""";
        _folder.Write("character.json", Encoding.UTF8.GetBytes(json.Replace(PictureHash, hash, StringComparison.Ordinal)));
    }
}
