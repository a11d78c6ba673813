using System.Drawing;
using System.Globalization;
using System.Text.RegularExpressions;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Overlays;

public sealed class ContrastMeterTests : IDisposable
{
    private readonly OverlayFont _font = TinyFont.Font();

    public void Dispose() => _font.Dispose();

    [Theory]
    [InlineData(0xFF808080, 0xFFFFFFFF, 0x00000000)]
    [InlineData(0xFF808080, 0xFFFFFFFF, 0x80000000)]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 0x99000000)]
    [InlineData(0xFFFFFFFF, 0x80000000, 0x00000000)]
    [InlineData(0xFF2060A0, 0xA0FFE000, 0x60FF0000)]
    [InlineData(0xFF2060A0, 0x40FFFFFF, 0x00000000)]
    public void Apply_PanelAndAlpha_FindsTheRatioOfThePaintedPixels(uint ground, uint letters, uint panel)
    {
        SKBitmap picture = Pictures.Plain(400, 200, new SKColor(ground));

        OverlayResult result = Overlaid("MM", picture, text => text with
        {
            Color = Color.FromArgb(unchecked((int)letters)),
            Panel = panel == 0 ? null : Color.FromArgb(unchecked((int)panel)),
            Padding = 0.1,
            MinContrast = 22,
        });

        Assert.Equal(RatioOf(result), FoundIn(Assert.Single(result.Findings)), 0.2);
    }

    [Fact]
    public void Apply_WideGamut_FindsTheRatioOfThePaintedPixels()
    {
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        SKBitmap picture = Pictures.Draw(400, 200, (_, _) => new SKColor(0xFF00A000), wide);

        OverlayResult result = Overlaid("MM", picture, text => text with { Color = Color.Red, MinContrast = 22 });

        Assert.Equal(RatioOf(result), FoundIn(Assert.Single(result.Findings)), 0.2);
    }

    [Fact]
    public void Apply_TextOverAnEarlierPanel_IsMeasuredAgainstThatPanel()
    {
        TextOverlay first = new("A", ImageArea.Whole) { Fonts = [_font], Panel = Color.Black, MinContrast = 0 };
        TextOverlay second = new("MM", ImageArea.Whole) { Fonts = [_font], Color = Color.Black };
        OverlayPlan plan = new() { Texts = [first, second] };

        OverlayResult result = plan.Apply(new GeneratedImage(Pictures.Png(Pictures.Plain(400, 200, SKColors.White))));

        Assert.Equal(1, FoundIn(Assert.Single(result.Findings)), 0.2);
    }

    [Theory]
    [InlineData(0xFF808080, 0xFFA0A0A0)]
    [InlineData(0xFFE0E0E0, 0x80000000)]
    [InlineData(0xFF202020, 0x60FFFFFF)]
    public void Apply_WithTheColourThatIsAdvised_IsReadable(uint ground, uint letters)
    {
        SKBitmap picture = Pictures.Plain(400, 200, new SKColor(ground));
        Finding poor = Assert.Single(Overlaid("MM", picture, text => text with
        {
            Color = Color.FromArgb(unchecked((int)letters)),
        }).Findings);

        Color advised = ColorTranslator.FromHtml(Assert.IsType<string>(poor.NearestLegalValue));

        Assert.Contains("would have", poor.Message, StringComparison.Ordinal);
        Assert.Empty(Overlaid("MM", picture, text => text with { Color = advised }).Findings);
    }

    [Fact]
    public void Apply_NoColourIsEnough_OutlineAndPanelOfTheAdviceAre()
    {
        SKBitmap checkered = Pictures.Draw(400, 200, (x, y) => ((x / 20) + (y / 20)) % 2 == 0 ? SKColors.White : SKColors.Black);
        Finding poor = Assert.Single(Overlaid("MM", checkered, text => text).Findings);

        string opposite = Regex.Match(poor.Message, "in (#[0-9A-F]{6})").Groups[1].Value;
        Color letters = ColorTranslator.FromHtml(Assert.IsType<string>(poor.NearestLegalValue));
        Color behind = ColorTranslator.FromHtml(opposite);

        Assert.Empty(Overlaid("MM", checkered, text => text with { Color = letters, Panel = behind }).Findings);
        Assert.Empty(Overlaid("MM", checkered, text => text with { Color = letters, Outline = new TextOutline(behind) }).Findings);
    }

    private static double FoundIn(Finding finding) =>
        double.Parse(Regex.Match(finding.Message, @"contrast of ([\d.]+):1").Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Measures the contrast of the middle of a bar with what lies just left of it.</summary>
    private static double RatioOf(OverlayResult result)
    {
        using SKBitmap painted = Pictures.Decode(result.Image.Bytes);
        using SKColorSpace colors = SKColorSpace.CreateSrgb();
        using SKBitmap standard = new(new SKImageInfo(painted.Width, painted.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, colors));
        Assert.True(painted.PeekPixels().ReadPixels(standard.PeekPixels()));
        ImageArea area = result.Texts[0].Area;
        double size = result.Texts[0].Size;
        int y = (int)(area.Y + (size * 0.6));
        double letter = Lightness(standard.GetPixel((int)(area.X + (size * 0.3)), y));
        double beside = Lightness(standard.GetPixel((int)(area.X + (size * 0.02)), y));
        return (Math.Max(letter, beside) + 0.05) / (Math.Min(letter, beside) + 0.05);
    }

    private static double Lightness(SKColor color) =>
        (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

    private static double Linear(byte level)
    {
        double share = level / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private OverlayResult Overlaid(string text, SKBitmap picture, Func<TextOverlay, TextOverlay> vary)
    {
        OverlayPlan plan = new() { Texts = [vary(new TextOverlay(text, ImageArea.Whole) { Fonts = [_font] })] };
        return plan.Apply(new GeneratedImage(Pictures.Png(picture)));
    }
}
