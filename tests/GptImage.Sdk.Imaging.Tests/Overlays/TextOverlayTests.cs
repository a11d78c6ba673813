using System.Drawing;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Overlays;

public sealed class TextOverlayTests : IDisposable
{
    private readonly OverlayFont _font = TinyFont.Font();

    public void Dispose() => _font.Dispose();

    [Fact]
    public void Apply_Latin_StandsAtTheWidthsOfTheFont()
    {
        SKBitmap picture = Set("AB", ImageArea.Pixels(100, 50, 400, 200), text => text with
        {
            MaxSize = 100,
            VerticalAlignment = VerticalAlignment.Top,
        });

        IReadOnlyList<(int Left, int Width, int Height)> line = Assert.Single(Bars.Read(picture));

        // A begins 50 units in; B after the 600 of A; the baseline is 80 below the box.
        Assert.Equal([(105, 50, 30), (165, 50, 32)], line);
        Assert.Equal(0xFFFFFFFF, Pictures.At(picture, 110, 129));
        Assert.Equal(0xFF000000, Pictures.At(picture, 110, 130));
    }

    [Theory]
    [InlineData(TextAlignment.Left, 105)]
    [InlineData(TextAlignment.Start, 105)]
    [InlineData(TextAlignment.Center, 245)]
    [InlineData(TextAlignment.Right, 385)]
    [InlineData(TextAlignment.End, 385)]
    public void Apply_Alignment_MovesTheLine(TextAlignment alignment, int left)
    {
        SKBitmap picture = Set("AB", ImageArea.Pixels(100, 50, 400, 200), text => text with { MaxSize = 100, Alignment = alignment });

        Assert.Equal(left, Bars.Read(picture)[0][0].Left);
    }

    [Theory]
    [InlineData(VerticalAlignment.Top, 129)]
    [InlineData(VerticalAlignment.Center, 179)]
    [InlineData(VerticalAlignment.Bottom, 229)]
    public void Apply_VerticalAlignment_MovesTheBaseline(VerticalAlignment alignment, int lastRow)
    {
        SKBitmap picture = Set("A", ImageArea.Pixels(100, 50, 400, 200), text => text with
        {
            MaxSize = 100,
            VerticalAlignment = alignment,
        });

        Assert.Equal(0xFFFFFFFF, Pictures.At(picture, 110, lastRow));
        Assert.Equal(0xFF000000, Pictures.At(picture, 110, lastRow + 1));
    }

    [Fact]
    public void Apply_LongText_WrapsAtSpacesAndFillsTheBox()
    {
        OverlayResult result =
            Overlaid("AA BB CC DD", ImageArea.Pixels(0, 0, 300, 230), text => text with { MaxSize = 100, LineSpacing = 1.1 });

        PlacedText placed = Assert.Single(result.Texts);
        Assert.Equal(["AA BB", "CC DD"], placed.Lines);
        Assert.Equal(100, placed.Size);
    }

    [Fact]
    public void Apply_WithoutAMaximum_IsAsLargeAsTheBoxAllows()
    {
        PlacedText wide = Overlaid("AB", ImageArea.Pixels(10, 10, 240, 300), text => text).Texts[0];
        PlacedText high = Overlaid("AB", ImageArea.Pixels(10, 10, 500, 50), text => text).Texts[0];

        Assert.Equal(200, wide.Size, 0.5);
        Assert.Equal(50, high.Size, 0.1);
    }

    [Fact]
    public void Apply_LineBreak_BeginsANewLine()
    {
        Assert.Equal(
            ["AB", "", "C"], Overlaid("AB\r\n\nC", ImageArea.Pixels(0, 0, 500, 300), text => text with { MaxSize = 40 }).Texts[0].Lines);
    }

    [Fact]
    public void Apply_Chinese_BreaksBetweenCharactersButNotBeforeAStop()
    {
        IReadOnlyList<string> lines =
            Overlaid("中文字。「中」".Replace("」", "", StringComparison.Ordinal), ImageArea.Pixels(0, 0, 305, 400),
            text => text with { MaxSize = 100, MinSize = 100 }).Texts[0].Lines;

        Assert.Equal(["中文", "字。", "「中"], lines);
    }

    [Fact]
    public void Apply_Arabic_JoinsLettersAndRunsFromTheRight()
    {
        SKBitmap picture = Set("ببب ا", ImageArea.Pixels(0, 0, 400, 200), text => text with { MaxSize = 100 });

        IReadOnlyList<(int Left, int Width, int Height)> line = Assert.Single(Bars.Read(picture));

        // From the left: alef apart, then final, medial and initial beh.
        Assert.Equal([650, 400, 800, 600], Bars.Heights(line, 100));
        Assert.Equal(395, line[^1].Left + line[^1].Width);
    }

    [Fact]
    public void Apply_Hebrew_IsReversedAndKeepsNumbersAndLatinInTheirOwnDirection()
    {
        int[] heights =
            Bars.Heights(Bars.Read(Set("אב 12 AB", ImageArea.Pixels(0, 0, 600, 200), text => text with { MaxSize = 100 }))[0], 100);

        // Read from the right: alef, bet, 12, AB.
        Assert.Equal([300, 320, 440, 480, 550, 350], heights);
    }

    [Fact]
    public void Apply_LatinParagraphWithHebrew_KeepsTheOrderOfTheParagraph()
    {
        int[] heights =
            Bars.Heights(Bars.Read(Set("A אב B", ImageArea.Pixels(0, 0, 600, 200), text => text with { MaxSize = 100 }))[0], 100);

        Assert.Equal([300, 550, 350, 320], heights);
    }

    [Fact]
    public void Apply_MissingGlyphs_NamesThemAllAndDrawsNothing()
    {
        MissingGlyphsException exception =
            Assert.Throws<MissingGlyphsException>(() => Overlaid("Aक😀A", ImageArea.Pixels(0, 0, 400, 200), text => text));

        Assert.Equal([0x0915, 0x1F600], exception.Missing.Select(rune => rune.Value));
        Assert.Contains("'क' (U+0915)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Tiny Bars", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_TextThatCannotFit_SaysHowMuchItNeeds()
    {
        ImagingException exception =
            Assert.Throws<ImagingException>(
                () => Overlaid("AAAA BBBB", ImageArea.Pixels(0, 0, 60, 20), text => text with { MinSize = 20 }));

        Assert.Contains("48x42", exception.Message, StringComparison.Ordinal);
        Assert.Contains("60x20", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_EmptyTextOrBox_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new TextOverlay(" ", ImageArea.Whole));
        Assert.Throws<ArgumentException>(() => new TextOverlay("A", default));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageArea.Pixels(0, 0, 0, 10));
    }

    [Fact]
    public void Apply_WhiteOnWhite_WarnsAndSuggestsBlack()
    {
        SKBitmap white = Pictures.Plain(400, 200, SKColors.White);

        OverlayResult poor = Overlaid("AB", ImageArea.Whole, text => text, white);
        OverlayResult outlined = Overlaid("AB", ImageArea.Whole, text => text with { Outline = new TextOutline(Color.Black) }, white);
        OverlayResult dark = Overlaid("AB", ImageArea.Whole, text => text with { Color = Color.Black }, white);

        Finding finding = Assert.Single(poor.Findings);
        Assert.Equal(("overlay-contrast", "#000000"), (finding.RuleId, finding.NearestLegalValue));
        Assert.Contains("1.0:1", finding.Message, StringComparison.Ordinal);
        Assert.Empty(outlined.Findings);
        Assert.Empty(dark.Findings);
    }

    [Fact]
    public void Apply_BlackAndWhiteBeneath_SuggestsAnOutline()
    {
        SKBitmap checkered = Pictures.Draw(400, 200, (x, y) => ((x / 20) + (y / 20)) % 2 == 0 ? SKColors.White : SKColors.Black);

        Assert.Contains(
            "outline or a panel", Assert.Single(Overlaid("AB", ImageArea.Whole, text => text, checkered).Findings).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_OutlineAndShadow_ReachBeyondTheLetters()
    {
        SKBitmap picture = Set("A", ImageArea.Pixels(100, 50, 400, 200), text => text with
        {
            MaxSize = 100,
            VerticalAlignment = VerticalAlignment.Top,
            Outline = new TextOutline(Color.Red, 0.04),
            Shadow = new TextShadow(Color.Blue, 0.3, 0.1, 0),
        });

        Assert.Equal(0xFFFFFFFF, Pictures.At(picture, 110, 120));
        Assert.Equal(0xFF0000FFu, Pictures.At(picture, 102, 120));
        Assert.Equal(0xFFFF0000u, Pictures.At(picture, 170, 130));
    }

    [Fact]
    public void Apply_TransparentAndWideGamutPictures_KeepThoseProperties()
    {
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        SKBitmap clear = Pictures.Draw(300, 100, (_, _) => SKColors.Transparent, wide, isOpaque: false);

        OverlayResult result = Overlaid("A", ImageArea.Pixels(0, 0, 300, 100), text => text with { MaxSize = 100 }, clear);
        using SKBitmap drawn = Pictures.Decode(result.Image.Bytes);

        Assert.Equal(0u, Pictures.At(drawn, 200, 50) >> 24);
        Assert.Equal(255u, Pictures.At(drawn, 20, 70) >> 24);
        Assert.False(drawn.ColorSpace!.IsSrgb);
    }

    [Fact]
    public void FromStream_NoFont_SaysWhatIsTaken()
    {
        Assert.Contains(
            "TrueType", Assert.Throws<ImagingException>(() => OverlayFont.FromStream(new MemoryStream([1, 2, 3]))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "cannot be read", Assert.Throws<ImagingException>(() => OverlayFont.FromFile("/no/such/font.ttf")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_HalfTransparentPicture_KeepsEveryPixelThatNothingWasDrawnOn()
    {
        SKBitmap picture = Pictures.Photograph(300, 200, isOpaque: false);

        OverlayResult result = Overlaid(
            "A", ImageArea.Pixels(0, 0, 300, 100), text => text with { MaxSize = 100, MinContrast = 0 }, picture);
        using SKBitmap drawn = Pictures.Decode(result.Image.Bytes);

        Assert.True(Pictures.PixelsOf(picture)[(101 * 300)..].SequenceEqual(Pictures.PixelsOf(drawn)[(101 * 300)..]));
        Assert.Equal(0xFFFFFFFF, Pictures.At(drawn, 20, 70));
    }

    [Theory]
    [InlineData(-10, 0, 100, 50)]
    [InlineData(600, 0, 100, 50)]
    [InlineData(0, 450, 100, 50)]
    public void Apply_BoxBeyondThePicture_SaysSoInsteadOfCuttingLetters(double x, double y, double width, double height)
    {
        ImagingException exception =
            Assert.Throws<ImagingException>(() => Overlaid("A", ImageArea.Pixels(x, y, width, height), text => text));

        Assert.Contains("beyond the picture of 640x480", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ControlCharacters_AreLeftOutAndNeverBoxes()
    {
        SKBitmap picture = Set("A\u0007\u001B\vB\0", ImageArea.Pixels(100, 50, 400, 200), text => text with { MaxSize = 100 });

        Assert.Equal([(105, 50, 30), (165, 50, 32)], Assert.Single(Bars.Read(picture)));
    }

    [Fact]
    public void Apply_ArabicNumberSign_NeedsAGlyph()
    {
        Assert.Equal(
            [0x0600],
            Assert.Throws<MissingGlyphsException>(
                () => Overlaid("A\u0600", ImageArea.Whole, text => text)).Missing.Select(rune => rune.Value));
    }

    [Fact]
    public void Apply_NothingThatCanBeSeen_SaysSo()
    {
        Assert.Contains(
            "nothing to set", Assert.Throws<ImagingException>(() => Overlaid("\0\u0007", ImageArea.Whole, text => text)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "nothing to set", Assert.Throws<ImagingException>(() => Overlaid("\u00AD\t", ImageArea.Whole, text => text)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "lone surrogate", Assert.Throws<ImagingException>(() => Overlaid("A\uD83D", ImageArea.Whole, text => text)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "lone surrogate", Assert.Throws<ImagingException>(() => Overlaid("\uDE00A", ImageArea.Whole, text => text)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void With_EmptyTextOrBox_IsRefused()
    {
        var text = new TextOverlay("A", ImageArea.Whole);

        Assert.Throws<ArgumentException>(() => text with { Text = " " });
        Assert.Throws<ArgumentException>(() => text with { Box = default });
    }

    [Fact]
    public void Apply_BracketsInHebrew_AreMirrored()
    {
        int[] heights = Bars.Heights(Bars.Read(Set("(א)", ImageArea.Pixels(0, 0, 600, 200), text => text with { MaxSize = 100 }))[0], 100);

        // From the left: what closes in reading, drawn as an opening bracket.
        Assert.Equal([900, 350, 950], heights);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    public void Apply_AnyCulture_SaysTheSame(string culture)
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);

            string tooLarge =
                Assert.Throws<ImagingException>(
                    () => Overlaid("AAAA BBBB", ImageArea.Pixels(0, 0, 60.5, 20), text => text with { MinSize = 20.5 })).Message;
            Finding poor = Assert.Single(Overlaid("AB", ImageArea.Whole, text => text, Pictures.Plain(400, 200, SKColors.White)).Findings);

            Assert.Contains("20.5 pixels", tooLarge, StringComparison.Ordinal);
            Assert.Contains("60.5x20", tooLarge, StringComparison.Ordinal);
            Assert.Contains("1.0:1", poor.Message, StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Apply_SeveralFonts_EachCharacterComesFromTheFirstThatHasIt()
    {
        using OverlayFont second = TinyFont.Font();

        PlacedText placed = Overlaid("AB", ImageArea.Pixels(0, 0, 600, 100), text => text with { Fonts = [_font, second] }).Texts[0];

        Assert.Equal(["AB"], placed.Lines);
    }

    [Fact]
    public void Font_Disposed_SaysSo()
    {
        OverlayFont gone = TinyFont.Font();
        gone.Dispose();
        gone.Dispose();

        Assert.Throws<ObjectDisposedException>(() => gone.Covers("A"));
        Assert.Throws<ObjectDisposedException>(() => Overlaid("A", ImageArea.Whole, text => text with { Fonts = [gone] }));
    }

    [Fact]
    public void Font_OfThisMachine_StaysUsableForOthersWhenDisposed()
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, TinyFont.Write());
        OverlayFont shared = OverlayFont.FromFile(path, 0, isShared: true);
        File.Delete(path);

        shared.Dispose();

        Assert.True(shared.Covers("AB中"));
        Assert.False(shared.Covers("ж"));
    }

    [Fact]
    public void Font_NoSuchIndex_IsRefused()
    {
        Assert.Throws<ImagingException>(() => OverlayFont.FromStream(new MemoryStream(TinyFont.Write()), 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => OverlayFont.FromStream(new MemoryStream(TinyFont.Write()), -1));
    }

    [Fact]
    public async Task Font_FromManyThreads_SetsTheSame()
    {
        GeneratedImage picture = new(Pictures.Png(Pictures.Plain(320, 120, SKColors.Black)));
        OverlayPlan plan = new() { Texts = [new TextOverlay("AB ببب 中文", ImageArea.Whole) { Fonts = [_font] }] };
        byte[] expected = plan.Apply(picture).Image.Bytes.ToArray();

        byte[][] all =
            await Task.WhenAll(
                Enumerable.Range(0, 32)
                .Select(_ => Task.Run(() => plan.Apply(picture).Image.Bytes.ToArray(), TestContext.Current.CancellationToken)));

        Assert.All(all, bytes => Assert.True(bytes.AsSpan().SequenceEqual(expected)));
    }

    [Fact]
    public void Apply_Panel_KeepsTheLettersFromItsEdges()
    {
        PlacedText tight =
            Overlaid("AB", ImageArea.Pixels(100, 50, 240, 200), text => text with { Panel = Color.Black, Padding = 0 }).Texts[0];
        PlacedText padded = Overlaid("AB", ImageArea.Pixels(100, 50, 240, 200), text => text with { Panel = Color.Black }).Texts[0];

        Assert.Equal(200, tight.Size, 0.5);
        Assert.Equal(160, padded.Size, 0.5);
        Assert.Equal(120, padded.Area.X, 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlaid("AB", ImageArea.Whole, text => text with { Padding = 0.5 }));
    }

    [Fact]
    public void Apply_CentredLines_AreAboutEquallyLong()
    {
        PlacedText centred = Overlaid("AA BB CC DD", ImageArea.Pixels(0, 0, 440, 230), text => text with
        {
            MaxSize = 100,
            Alignment = TextAlignment.Center,
        }).Texts[0];
        PlacedText left = Overlaid("AA BB CC DD", ImageArea.Pixels(0, 0, 440, 230), text => text with { MaxSize = 100 }).Texts[0];

        Assert.Equal(["AA BB", "CC DD"], centred.Lines);
        Assert.Equal(["AA BB CC", "DD"], left.Lines);
    }

    private SKBitmap Set(string text, ImageArea box, Func<TextOverlay, TextOverlay> vary) =>
        Pictures.Decode(Overlaid(text, box, vary).Image.Bytes);

    private OverlayResult Overlaid(string text, ImageArea box, Func<TextOverlay, TextOverlay> vary, SKBitmap? picture = null)
    {
        OverlayPlan plan = new() { Texts = [vary(new TextOverlay(text, box) { Fonts = [_font] })] };
        return plan.Apply(new GeneratedImage(Pictures.Png(picture ?? Pictures.Plain(640, 480, SKColors.Black))));
    }
}
