namespace GptImage.Sdk.Tests;

/// <summary>What a kill between the last byte of a picture and its name leaves in the folder.</summary>
public sealed class LeftPictureTests : IDisposable
{
    private static readonly byte[] Png = SamplePictures.Png();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Whole => new()
    {
        { "png", Png },
        { "jpg", SamplePictures.Jpeg() },
    };

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "empty", [] },
        { "without its end", Png[..^1] },
        { "the head alone", Png[..40] },
        { "another file", "<html><body>Bad gateway</body></html>"u8.ToArray() },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Whole))]
    public void Recover_WholePicture_GivesItItsName(string extension, byte[] picture)
    {
        _folder.Write(PartOf("fox", '1'), picture);

        LeftPicture.Recover(_folder.PathOf("fox"));

        Assert.Equal(["fox." + extension], _folder.Names);
        Assert.Equal(picture, File.ReadAllBytes(_folder.PathOf("fox." + extension)));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Recover_BrokenPicture_DeletesIt(string what, byte[] bytes)
    {
        _folder.Write(PartOf("fox", '1'), bytes);

        LeftPicture.Recover(_folder.PathOf("fox"));

        Assert.True(_folder.Names.Count == 0, what);
    }

    [Fact]
    public void Recover_NameIsTaken_LeavesBoth()
    {
        _folder.Write("fox.png", [1]);
        _folder.Write(PartOf("fox", '1'), Png);

        LeftPicture.Recover(_folder.PathOf("fox"));

        Assert.Equal([PartOf("fox", '1'), "fox.png"], _folder.Names);
        Assert.Equal([1], File.ReadAllBytes(_folder.PathOf("fox.png")));
    }

    [Fact]
    public void Recover_TwoWholePictures_NamesOneAndKeepsTheOther()
    {
        _folder.Write(PartOf("fox", '1'), Png);
        _folder.Write(PartOf("fox", '2'), Png);

        LeftPicture.Recover(_folder.PathOf("fox"));

        Assert.Equal(2, _folder.Names.Count);
        Assert.Contains("fox.png", _folder.Names);
    }

    [Fact]
    public void Recover_FilesOfOthers_TouchesNone()
    {
        string[] others = [PartOf("wolf", '1'), PartOf("fox-2", '1'), ".fox.part", ".fox." + new string('z', 32) + ".part", "fox.part"];
        foreach (string other in others)
        {
            _folder.Write(other, [1]);
        }

        LeftPicture.Recover(_folder.PathOf("fox"));
        LeftPicture.Recover(_folder.PathOf("missing/fox"));

        Assert.Equal(others.Order(StringComparer.Ordinal), _folder.Names);
    }

    private static string PartOf(string name, char digit) => $".{name}.{new string(digit, 32)}.part";
}
