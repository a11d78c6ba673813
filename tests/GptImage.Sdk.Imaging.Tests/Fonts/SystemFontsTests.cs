using GptImage.Sdk.Imaging.Tests.Support;

namespace GptImage.Sdk.Imaging.Tests.Fonts;

public sealed class SystemFontsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fonts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("中文", "ja", "Tiny CJK JP")]
    [InlineData("中文", "zh-Hans", "Tiny CJK SC")]
    [InlineData("中文", "zh-TW", "Tiny CJK TC")]
    [InlineData("中文", "ko-KR", "Tiny CJK KR")]
    [InlineData("中文", null, "Tiny CJK SC")]
    [InlineData("中文", "en", "Tiny CJK SC")]
    public void Find_Collection_TakesTheFaceOfTheLanguage(string text, string? language, string expected)
    {
        IReadOnlyList<FontFace> faces = Faces(TinyFont.Collection(
            TinyFont.Write(family: "Tiny CJK JP"), TinyFont.Write(family: "Tiny CJK KR"),
            TinyFont.Write(family: "Tiny CJK SC"), TinyFont.Write(family: "Tiny CJK TC")));

        OverlayFont font = Assert.Single(SystemFonts.Find(text, language, null, false, faces));

        Assert.Equal(4, faces.Count);
        Assert.Equal(expected, font.Name);
    }

    [Fact]
    public void Find_LatinBesideArabic_StaysInTheFamily()
    {
        IReadOnlyList<FontFace> faces = Faces(
            TinyFont.Write(family: "Tiny Sans", has: code => code < 128),
            TinyFont.Write(family: "Other"),
            TinyFont.Write(family: "Tiny Sans Arabic", has: code => code is 0x0627 or 0x0628 or ' '));

        IReadOnlyList<OverlayFont> fonts = SystemFonts.Find("اب AB", null, null, false, faces);

        Assert.Equal(["Tiny Sans", "Tiny Sans Arabic"], fonts.Select(font => font.Name));
    }

    [Theory]
    [InlineData(700, true)]
    [InlineData(null, false)]
    public void Find_Weight_TakesTheFontOfTheFamily(int? weight, bool isBold)
    {
        IReadOnlyList<FontFace> faces = Faces(
            TinyFont.Write(family: "Tiny Sans"),
            TinyFont.Write(family: "Other", isBold: true),
            TinyFont.Write(family: "Tiny Sans", isBold: true));

        OverlayFont font = Assert.Single(SystemFonts.Find("AB", null, weight, false, faces));

        Assert.Equal(("Tiny Sans", isBold ? 700 : 400), (font.Name, font.Face.Weight));
    }

    [Fact]
    public void Find_Emoji_TakesTheFontInColour()
    {
        IReadOnlyList<FontFace> faces =
            Faces(TinyFont.Write(family: "Tiny Sans"), TinyFont.Write(family: "Tiny Emoji", isColored: true));

        Assert.Equal(
            ["Tiny Sans", "Tiny Emoji"], SystemFonts.Find($"A{TinyFont.Umbrella}", null, null, false, faces).Select(font => font.Name));
        Assert.Equal(
            ["Tiny Sans"], SystemFonts.Find($"A{TinyFont.Umbrella}\uFE0E", null, null, false, faces).Select(font => font.Name));
    }

    [Theory]
    [InlineData("ひらがな", CjkRegion.Japanese)]
    [InlineData("漢字カナ", CjkRegion.Japanese)]
    [InlineData("한국어", CjkRegion.Korean)]
    [InlineData("ㄅㄆ", CjkRegion.TraditionalChinese)]
    [InlineData("汉字", CjkRegion.SimplifiedChinese)]
    public void FromText_WithoutALanguage_ReadsTheLetters(string text, object region) =>
        Assert.Equal(region, CjkRegions.FromText(text, null));

    private IReadOnlyList<FontFace> Faces(params byte[][] files) =>
    [
        .. files.SelectMany((bytes, number) =>
        {
            string path = Path.Combine(_folder, $"{number}{(bytes.AsSpan().StartsWith("ttcf"u8) ? ".ttc" : ".ttf")}");
            File.WriteAllBytes(path, bytes);
            return FontFace.Open(path);
        }),
    ];
}
