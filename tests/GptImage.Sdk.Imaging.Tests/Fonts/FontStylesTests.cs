using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Fonts;

public sealed class FontStylesTests
{
    private static readonly ImageArea Box = ImageArea.Pixels(100, 50, 400, 200);

    [Theory]
    [InlineData(null, 50, 60)]
    [InlineData(400, 50, 60)]
    [InlineData(650, 55, 65)]
    [InlineData(900, 60, 70)]
    public void Apply_WeightOfAVariableFont_TurnsItsAxis(int? weight, int bar, int advance)
    {
        using OverlayFont font = TinyFont.Font(isVariable: true);

        OverlayResult result = Overlaid("AB", text => text with { Fonts = [font], MaxSize = 100, Weight = weight });

        Assert.Equal([(105, bar, 30), (105 + advance, bar, 32)], Assert.Single(Bars.Read(Pictures.Decode(result.Image.Bytes))));
        Assert.Equal(2 * advance, result.Texts[0].Area.Width, 1.5);
        Assert.DoesNotContain(result.Findings, finding => finding.RuleId == "overlay-style-missing");
    }

    [Fact]
    public void Apply_WeightAmongFontsOfAFamily_TakesTheNearest()
    {
        using OverlayFont regular = TinyFont.Font();
        using OverlayFont bold = TinyFont.Font(ascent: 900, isBold: true);

        Assert.Same(regular.Face, FontStyles.Choose([regular, bold], null, false)[0]);
        Assert.Same(regular.Face, FontStyles.Choose([regular, bold], 300, false)[0]);
        Assert.Same(bold.Face, FontStyles.Choose([regular, bold], 800, false)[0]);
    }

    [Fact]
    public void Apply_StyleThatNoFontHas_Warns()
    {
        using OverlayFont font = TinyFont.Font();

        Finding heavy = Assert.Single(Overlaid("AB", text => text with { Fonts = [font], Weight = 700 }).Findings);
        Finding italic = Assert.Single(Overlaid("AB", text => text with { Fonts = [font], IsItalic = true }).Findings);

        Assert.Equal(("overlay-style-missing", "overlay-style-missing"), (heavy.RuleId, italic.RuleId));
        Assert.Contains("'Tiny Bars' with weight 400", heavy.Message, StringComparison.Ordinal);
        Assert.Empty(Overlaid("AB", text => text with { Fonts = [font], Weight = 450 }).Findings);
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlaid("AB", text => text with { Fonts = [font], Weight = 1001 }));
    }

    [Theory]
    [InlineData("A\u2614", true)]
    [InlineData("A\u2614\uFE0E", false)]
    [InlineData("A\u2764", false)]
    [InlineData("A\u2764\uFE0F", true)]
    public void Itemize_PresentationOfAnEmoji_DecidesTheFont(string text, bool isColored)
    {
        using OverlayFont plain = TinyFont.Font();
        using OverlayFont colored = TinyFont.Font(isColored: true);

        foreach (ShapingFont[] fonts in new ShapingFont[][] { [plain.Face, colored.Face], [colored.Face, plain.Face] })
        {
            IReadOnlyList<TextRun> runs = TextItemizer.Itemize(text, new byte[text.Length], fonts, []);

            Assert.Same(plain.Face, runs[0].Font);
            Assert.Same(isColored ? colored.Face : plain.Face, runs[^1].Font);
        }
    }

    [Fact]
    public void FindCommonSize_SeveralLanguages_IsTheSmallestOfTheirSizes()
    {
        using OverlayFont font = TinyFont.Font();
        ImageSize picture = new(640, 480);
        TextOverlay[] texts = [new("AB", Box) { Fonts = [font] }, new("ABCDEFGH", Box) { Fonts = [font] }];

        double size = TextOverlay.FindCommonSize(picture, texts);

        Assert.Equal(400 / 4.8, size, 0.1);
        Assert.All(texts, text => Assert.Equal(size, TextLayout.Create(text with { MaxSize = size }, picture).Size, 0.001));
        Assert.Throws<ArgumentException>(() => TextOverlay.FindCommonSize(picture));
    }

    private static OverlayResult Overlaid(string text, Func<TextOverlay, TextOverlay> vary)
    {
        OverlayPlan plan = new() { Texts = [vary(new TextOverlay(text, Box))] };
        return plan.Apply(new GeneratedImage(Pictures.Png(Pictures.Plain(640, 480, SKColors.Black))));
    }
}
