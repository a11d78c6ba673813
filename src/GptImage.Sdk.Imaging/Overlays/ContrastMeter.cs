using System.Drawing;
using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Compares letters with what lies around them, as WCAG 2.2 counts contrast: on the canvas itself, when all that lies beneath them
/// is painted and they are not.</summary>
internal static class ContrastMeter
{
    /// <summary>The share of pixels that may be worse: a few odd pixels do not make a text unreadable.</summary>
    private const double Ignored = 0.05;

    /// <summary>How far around the letters the picture counts, as a share of the font size.</summary>
    private const float Neighbourhood = 0.1f;

    /// <summary>A thinner outline, in pixels, does not set letters off.</summary>
    private const float ThinnestOutline = 0.5f;

    /// <summary>So many pixels tell the contrast of a text of any size.</summary>
    private const int MostPixels = 250_000;

    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(level => Linearized(level / 255.0))];

    /// <summary>Checks a text before its letters are painted.</summary>
    /// <returns>A finding, or <see langword="null"/> when it can be read.</returns>
    public static Finding? Check(TextOverlay overlay, TextPainter painter, SKBitmap canvas)
    {
        SKRect around = painter.Ink;
        float distance = Math.Max(1, Neighbourhood * painter.Size);
        around.Inflate(distance, distance);
        SKRectI area = SKRectI.Intersect(SKRectI.Ceiling(around), canvas.Info.Rect);
        if (overlay.MinContrast <= 0 || painter.Ink.IsEmpty || area.IsEmpty)
        {
            return null;
        }

        using SKBitmap beneath = Copy(canvas, area);
        int[] places = FindNeighbourhood(painter, area, distance);
        double contrast = Measure(beneath, places, overlay.Color);
        if (overlay.Outline is { } outline && painter.OutlineWidth >= ThinnestOutline)
        {
            using SKBitmap outlined = Copy(beneath, beneath.Info.Rect);
            Cover(outlined, outline.Color);
            contrast = Math.Max(contrast, Measure(outlined, places, overlay.Color));
        }

        if (contrast >= overlay.MinContrast)
        {
            return null;
        }

        (double white, double black) = (Measure(beneath, places, Color.White), Measure(beneath, places, Color.Black));
        return Describe(overlay, contrast, white, black);
    }

    private static Finding Describe(TextOverlay overlay, double contrast, double white, double black)
    {
        (string better, string opposite) = white >= black ? ("#FFFFFF", "#000000") : ("#000000", "#FFFFFF");
        string advice = Math.Max(white, black) >= overlay.MinContrast
            ? string.Create(CultureInfo.InvariantCulture, $"{better} would have {Math.Max(white, black):0.0}:1.")
            : $"No colour reaches it here: use {better} with an outline or a panel in {opposite}.";
        return new Finding
        {
            Severity = FindingSeverity.Warning,
            Parameter = "overlay",
            RuleId = "overlay-contrast",
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The text '{LineFindings.Shortened(overlay.Text)}' has a contrast of {contrast:0.0}:1 against what lies beneath it; "
                    + $"{overlay.MinContrast:0.#}:1 is asked for. {advice}"),
            Source = "WCAG 2.2, success criterion 1.4.3",
            NearestLegalValue = better,
        };
    }

    /// <summary>Gets the contrast that all but the worst pixels have: each against the letters as they would be painted over it.</summary>
    private static double Measure(SKBitmap beneath, int[] places, Color letters)
    {
        using SKBitmap painted = Copy(beneath, beneath.Info.Rect);
        Cover(painted, letters);
        double[] ratios = [.. LightnessOf(beneath, places).Zip(LightnessOf(painted, places), Ratio)];
        Array.Sort(ratios);
        return ratios.Length == 0 ? Ratio(0, 1) : ratios[(int)(ratios.Length * Ignored)];
    }

    /// <summary>Finds pixels that lie under or beside a letter; of a large text some of them, evenly spread.</summary>
    private static int[] FindNeighbourhood(TextPainter painter, SKRectI area, float distance)
    {
        using SKBitmap mask = Raster.Allocate(new SKImageInfo(area.Width, area.Height, SKColorType.Alpha8, SKAlphaType.Premul));
        using SKCanvas canvas = new(mask);
        canvas.Translate(-area.Left, -area.Top);
        painter.DrawNeighbourhood(canvas, distance);
        List<int> places = [];
        ReadOnlySpan<byte> cover = mask.GetPixelSpan();
        int step = (int)Math.Ceiling(Math.Sqrt(area.Width * (double)area.Height / MostPixels));
        for (int y = 0; y < area.Height; y += step)
        {
            for (int x = 0; x < area.Width; x += step)
            {
                if (cover[(y * mask.RowBytes) + x] > byte.MaxValue / 2)
                {
                    places.Add((y * area.Width) + x);
                }
            }
        }

        return [.. places];
    }

    /// <summary>Paints every pixel in a colour, blended as the letters are.</summary>
    private static void Cover(SKBitmap pixels, Color color)
    {
        using SKCanvas canvas = new(pixels);
        using SKPaint paint = TextPainter.PaintOf(color);
        canvas.DrawRect(pixels.Info.Rect, paint);
    }

    private static SKBitmap Copy(SKBitmap canvas, SKRectI area)
    {
        SKBitmap copy = Raster.Allocate(canvas.Info.WithSize(area.Width, area.Height));
        using SKPixmap from = canvas.PeekPixels();
        using SKPixmap to = copy.PeekPixels();
        _ = from.ReadPixels(to.Info, to.GetPixels(), to.RowBytes, area.Left, area.Top);
        return copy;
    }

    /// <summary>Gets the relative luminance of pixels, whatever colours the picture counts in.</summary>
    private static double[] LightnessOf(SKBitmap pixels, int[] places)
    {
        using SKColorSpace colors = SKColorSpace.CreateSrgb();
        SKImageInfo info = new(pixels.Width, pixels.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colors);
        using SKBitmap standard = Raster.Allocate(info);
        using SKPixmap from = pixels.PeekPixels();
        using SKPixmap to = standard.PeekPixels();
        _ = from.ReadPixels(to);
        ReadOnlySpan<byte> bytes = standard.GetPixelSpan();
        double[] lightness = new double[places.Length];
        for (int i = 0; i < lightness.Length; i++)
        {
            ReadOnlySpan<byte> pixel = bytes.Slice(4 * places[i], 3);
            lightness[i] = (0.2126 * Linear[pixel[0]]) + (0.7152 * Linear[pixel[1]]) + (0.0722 * Linear[pixel[2]]);
        }

        return lightness;
    }

    private static double Ratio(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double Linearized(double level) => level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4);
}
