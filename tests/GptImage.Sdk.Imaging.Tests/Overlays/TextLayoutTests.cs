using System.Drawing;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Overlays;

public sealed class TextLayoutTests : IDisposable
{
    private readonly OverlayFont _font = TinyFont.Font();

    public void Dispose() => _font.Dispose();

    [Fact]
    public void Create_SoftHyphenAtABreak_IsDrawn()
    {
        OverlayResult result = Overlaid("AAAA\u00ADBBBB", ImageArea.Pixels(0, 0, 300, 250), text => text with { MaxSize = 100 });
        IReadOnlyList<IReadOnlyList<(int Left, int Width, int Height)>> bars = Bars.Read(Pictures.Decode(result.Image.Bytes));

        Assert.Equal(["AAAA-", "BBBB"], result.Texts[0].Lines);
        Assert.Equal([5, 4], bars.Select(line => line.Count));
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Create_SoftHyphenInsideALine_IsNotDrawn()
    {
        OverlayResult result = Overlaid("AAAA\u00ADBBBB", ImageArea.Pixels(0, 0, 600, 60), text => text with { MaxSize = 50 });

        Assert.Equal(8, Assert.Single(Bars.Read(Pictures.Decode(result.Image.Bytes))).Count);
    }

    [Fact]
    public void Create_HyphenThatDoesNotFit_BreaksBefore()
    {
        // Four letters and a hyphen are 270 pixels wide; 265 are there.
        IReadOnlyList<string> lines = Overlaid(
            "AA\u00ADAA\u00ADBB", ImageArea.Pixels(0, 0, 265, 400), text => text with { MaxSize = 100, MinSize = 100 }).Texts[0].Lines;

        Assert.Equal(["AA-", "AABB"], lines);
    }

    [Fact]
    public void Create_LongWord_BreaksWithAFindingInsteadOfBecomingTiny()
    {
        OverlayResult result = Overlaid("Donaudampfschifffahrtsgesellschaftskapitaen", ImageArea.Pixels(0, 0, 240, 240), text => text);

        Finding finding = Assert.Single(result.Findings, finding => finding.RuleId == "overlay-word-broken");
        Assert.True(result.Texts[0].Size > 24, $"{result.Texts[0].Size} pixels");
        Assert.Contains("Put a soft hyphen (U+00AD)", finding.Message, StringComparison.Ordinal);
        Assert.Equal("Donaudampfschifffahrtsgesellschaftskapitaen", string.Concat(result.Texts[0].Lines));
    }

    [Theory]
    [InlineData("ABCDEFGHIJKL", 240, 240)]
    [InlineData("Donaudampfschifffahrt", 600, 90)]
    public void Create_ShortWordOrWideBox_IsNotBroken(string word, int width, int height)
    {
        OverlayResult result = Overlaid(word, ImageArea.Pixels(0, 0, width, height), text => text);

        Assert.Equal([word], result.Texts[0].Lines);
        Assert.DoesNotContain(result.Findings, finding => finding.RuleId == "overlay-word-broken");
    }

    [Fact]
    public void Create_WordThatFitsNowhere_BreaksAnywhere()
    {
        OverlayResult result = Overlaid("ABCDEF", ImageArea.Pixels(0, 0, 130, 320), text => text with { MinSize = 100 });

        Assert.Equal(["AB", "CD", "EF"], result.Texts[0].Lines);
        Finding finding = Assert.Single(result.Findings, finding => finding.RuleId == "overlay-word-broken");
        Assert.Contains("broken after 'AB', 'CD'.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ThaiPhrase_BreaksBetweenLettersWithAFinding()
    {
        OverlayResult result =
            Overlaid("กาขากาเกกากขากาเกกาก", ImageArea.Pixels(0, 0, 300, 320), text => text with { MaxSize = 100 });

        Assert.True(result.Texts[0].Lines.Count > 1);
        Assert.DoesNotContain(result.Texts[0].Lines, line => line.EndsWith('เ'));
        Assert.Contains(
            "zero width space (U+200B)",
            Assert.Single(result.Findings, finding => finding.RuleId == "overlay-phrase-broken").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ThaiPhraseWithZeroWidthSpaces_BreaksThereWithoutAFinding()
    {
        OverlayResult result =
            Overlaid("กาขา\u200Bกากก\u200Bกากข", ImageArea.Pixels(0, 0, 220, 320), text => text with { MaxSize = 100 });

        Assert.Equal(["กาขา", "กากก", "กากข"], result.Texts[0].Lines);
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData(TextAlignment.Left, VerticalAlignment.Top)]
    [InlineData(TextAlignment.Right, VerticalAlignment.Bottom)]
    [InlineData(TextAlignment.Center, VerticalAlignment.Center)]
    public void Apply_OutlineShadowAndOverhang_StayInsideTheBox(TextAlignment alignment, VerticalAlignment vertical)
    {
        ImageArea box = ImageArea.Pixels(100, 100, 240, 160);
        OverlayResult result = Overlaid($"AB{TinyFont.Overhanging}", box, text => text with
        {
            Alignment = alignment,
            VerticalAlignment = vertical,
            Outline = new TextOutline(Color.Red, 0.3),
            Shadow = new TextShadow(Color.Blue, -0.2, -0.6, 0.1),
        });
        SKBitmap picture = Pictures.Decode(result.Image.Bytes);

        (int left, int top, int right, int bottom) = Painted(picture);
        Assert.InRange(left, 99, 140);
        Assert.InRange(top, 99, 160);
        Assert.InRange(right, 300, 341);
        Assert.InRange(bottom, 200, 261);
    }

    [Fact]
    public void Apply_OverhangingLetter_MakesTheTextSmaller()
    {
        double plain = Overlaid("AA", ImageArea.Pixels(0, 0, 300, 300), text => text).Texts[0].Size;
        double hanging = Overlaid($"A{TinyFont.Overhanging}", ImageArea.Pixels(0, 0, 300, 300), text => text).Texts[0].Size;

        // Two letters of 0.6 em; one of 0.6 and 0.85 of ink behind it.
        Assert.Equal(250, plain, 0.1);
        Assert.Equal(300 / 1.45, hanging, 0.1);
    }

    [Fact]
    public void Apply_TallFontInOneLine_LeavesTheOtherLinesAsTheyAre()
    {
        using OverlayFont tall = TinyFont.Font(ascent: 1800, has: code => code == '\u05D0');
        using OverlayFont latin = TinyFont.Font(has: code => code < 128);

        SKBitmap picture = Pictures.Decode(Overlaid("A\nA\nא", ImageArea.Pixels(0, 0, 400, 460), text => text with
        {
            Fonts = [latin, tall],
            MaxSize = 100,
            VerticalAlignment = VerticalAlignment.Top,
            LineSpacing = 1,
            Direction = TextDirection.LeftToRight,
        }).Image.Bytes);

        // Baselines at 80, 180 and 180 + 20 + 180.
        Assert.Equal([79, 179, 379], Enumerable.Range(1, 459)
            .Where(y => Pictures.At(picture, 20, y) == 0xFFFFFFFF && Pictures.At(picture, 20, y + 1) == 0xFF000000));
    }

    [Theory]
    [InlineData("AB\n")]
    [InlineData("AB\r\n\r\n")]
    public void Apply_LineFeedAtTheEnd_IsNoLine(string text)
    {
        PlacedText placed = Overlaid(text, ImageArea.Pixels(0, 0, 600, 100), overlay => overlay).Texts[0];

        Assert.Equal(["AB"], placed.Lines);
        Assert.Equal(100, placed.Size, 0.1);
    }

    [Fact]
    public void Apply_LetterSpacing_StandsBetweenLettersAndNotBehindTheLast()
    {
        SKBitmap picture = Pictures.Decode(Overlaid("AB", ImageArea.Pixels(100, 50, 400, 200), text => text with
        {
            MaxSize = 100,
            LetterSpacing = 0.2,
            Alignment = TextAlignment.Right,
        }).Image.Bytes);

        Assert.Equal([(365, 50, 30), (445, 50, 32)], Assert.Single(Bars.Read(picture)));
    }

    [Fact]
    public void Apply_LetterSpacingInArabic_LeavesLettersJoined()
    {
        ImageArea box = ImageArea.Pixels(0, 0, 400, 200);
        PlacedText plain = Overlaid("ببب", box, text => text with { MaxSize = 100 }).Texts[0];
        PlacedText spaced = Overlaid("ببب", box, text => text with { MaxSize = 100, LetterSpacing = 0.3 }).Texts[0];

        Assert.Equal(plain.Area.Width, spaced.Area.Width, 0.1);
    }

    private static (int Left, int Top, int Right, int Bottom) Painted(SKBitmap picture)
    {
        (int X, int Y)[] painted =
            [.. from y in Enumerable.Range(0, picture.Height)
                from x in Enumerable.Range(0, picture.Width)
                where Pictures.At(picture, x, y) != 0xFF000000
                select (x, y)];
        return (painted.Min(at => at.X), painted.Min(at => at.Y), painted.Max(at => at.X), painted.Max(at => at.Y));
    }

    private OverlayResult Overlaid(string text, ImageArea box, Func<TextOverlay, TextOverlay> vary)
    {
        OverlayPlan plan = new() { Texts = [vary(new TextOverlay(text, box) { Fonts = [_font] })] };
        return plan.Apply(new GeneratedImage(Pictures.Png(Pictures.Plain(640, 480, SKColors.Black))));
    }
}
