namespace GptImage.Sdk.Tests;

public sealed class ImageInputTests
{
    [Fact]
    public void FromBytes_OpenedTwice_GivesTheBytesTwice()
    {
        ImageInput input = ImageInput.FromBytes(new byte[] { 1, 2, 3 });

        Assert.Equal([1, 2, 3], ReadAll(input));
        Assert.Equal([1, 2, 3], ReadAll(input));
    }

    [Fact]
    public void FromFile_OpenedTwice_GivesTheBytesTwice()
    {
        using TemporaryFolder folder = new();
        ImageInput input = ImageInput.FromFile(folder.Write("a.png", [1, 2, 3]));

        Assert.Equal([1, 2, 3], ReadAll(input));
        Assert.Equal([1, 2, 3], ReadAll(input));
    }

    [Fact]
    public void FromFile_MissingFile_IsAFindingLaterOn() => Assert.NotNull(ImageInput.FromFile("/nowhere/at/all.png"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void FromFile_NoPath_Throws(string? path) => Assert.ThrowsAny<ArgumentException>(() => ImageInput.FromFile(path!));

    [Fact]
    public void FromStream_Null_Throws() => Assert.Throws<ArgumentNullException>(() => ImageInput.FromStream(null!));

    [Theory]
    [InlineData("http://example.com/a.png")]
    [InlineData("file:///tmp/a.png")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("/a.png")]
    public void FromUri_NoHttpsAddress_ThrowsAndNamesHttps(string address)
    {
        ArgumentException exception =
            Assert.Throws<ArgumentException>(() => ImageInput.FromUri(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Contains("https", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromUri_HttpsAddress_KeepsIt() =>
        Assert.Equal("https://example.com/a.png", ImageInput.FromUri(new Uri("https://example.com/a.png")).Uri?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void FromFileId_NoId_Throws(string? id) => Assert.ThrowsAny<ArgumentException>(() => ImageInput.FromFileId(id!));

    [Theory]
    [InlineData("data:image/png;base64,", "")]
    [InlineData("data:image/png;base64,AQ==", "01")]
    [InlineData("data:image/png;base64,AQI=", "0102")]
    [InlineData("data:image/png;base64,AQID", "010203")]
    [InlineData("data:image/png;base64,AQIDBAUG", "010203040506")]
    [InlineData("DATA:image/png;BASE64,AQID", "010203")]
    [InlineData("data:;base64,AQID", "010203")]
    [InlineData("data:image/png;base64,AQ ID\r\nBA ==", "01020304")]
    [InlineData("data:image/png;base64,AQI", "0102")]
    [InlineData("data:image/png;base64,-_-_", "FBFFBF")]
    [InlineData("data:image/png;base64,%2B%2f-_AQ%3D%3D", "FBFFBF01")]
    [InlineData("data:image/png;name=\"a,b\";base64,AQ\r\nID", "010203")]
    public void FromDataUri_Base64_GivesTheBytes(string text, string hexadecimal) =>
        Assert.Equal(hexadecimal, Convert.ToHexString(ReadAll(ImageInput.FromDataUri(text))));

    [Theory]
    [InlineData("")]
    [InlineData("AQID")]
    [InlineData("image/png;base64,AQID")]
    [InlineData("data:image/png;base64")]
    [InlineData("data:image/png,AQID")]
    [InlineData("data:image/png;base64,AQIDA")]
    [InlineData("data:image/png;base64,A*ID")]
    public void FromDataUri_AnythingElse_Throws(string text) => Assert.Throws<ArgumentException>(() => ImageInput.FromDataUri(text));

    [Fact]
    public void As_Role_LeavesTheOriginalAlone()
    {
        ImageInput input = ImageInput.FromFileId("file-1");

        ImageInput style = input.As(ReferenceRole.Style);

        Assert.Equal((ReferenceRole.Unspecified, ReferenceRole.Style), (input.Role, style.Role));
        Assert.Equal("file-1", style.FileId);
        Assert.Equal("the file id 'file-1' (Style)", style.ToString());
    }

    private static byte[] ReadAll(ImageInput input)
    {
        using Stream stream = input.Open!();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
