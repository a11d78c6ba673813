using System.Drawing;
using System.Globalization;
using System.Runtime.InteropServices;
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

        List<SKPointI> places = FindNeighbourhood(painter, area, distance);
        using SKBitmap beneath = Sample(canvas, places);
        double contrast = Measure(beneath, overlay.Color);
        if (overlay.Outline is { } outline && painter.OutlineWidth >= ThinnestOutline)
        {
            using SKBitmap outlined = Cover(beneath, outline.Color);
            contrast = Math.Max(contrast, Measure(outlined, overlay.Color));
        }

        if (contrast >= overlay.MinContrast)
        {
            return null;
        }

        (double white, double black) = (Measure(beneath, Color.White), Measure(beneath, Color.Black));
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
    private static double Measure(SKBitmap beneath, Color letters)
    {
        using SKBitmap painted = Cover(beneath, letters);
        double[] ratios = [.. LightnessOf(beneath).Zip(LightnessOf(painted), Ratio)];
        Array.Sort(ratios);
        return ratios[(int)(ratios.Length * Ignored)];
    }

    /// <summary>Finds pixels that lie under or beside a letter; of a large text some of them, evenly spread.</summary>
    private static List<SKPointI> FindNeighbourhood(TextPainter painter, SKRectI area, float distance)
    {
        int step = (int)Math.Ceiling(Math.Sqrt(area.Width * (double)area.Height / MostPixels));
        (int width, int height) = ((area.Width + step - 1) / step, (area.Height + step - 1) / step);
        using SKBitmap mask = Raster.Allocate(new SKImageInfo(width, height, SKColorType.Alpha8, SKAlphaType.Premul));
        using SKCanvas canvas = new(mask);
        canvas.Scale(1f / step);
        canvas.Translate(-area.Left, -area.Top);
        painter.DrawNeighbourhood(canvas, distance);
        ReadOnlySpan<byte> cover = mask.GetPixelSpan();
        List<SKPointI> places = [];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (cover[(y * mask.RowBytes) + x] > byte.MaxValue / 2)
                {
                    places.Add(new SKPointI(area.Left + (x * step), area.Top + (y * step)));
                }
            }
        }

        return places.Count > 0 ? places : [new SKPointI(area.MidX, area.MidY)];
    }

    /// <summary>Takes pixels of a canvas into a row.</summary>
    private static SKBitmap Sample(SKBitmap canvas, List<SKPointI> places)
    {
        SKBitmap row = Raster.Allocate(canvas.Info.WithSize(places.Count, 1));
        ReadOnlySpan<uint> from = MemoryMarshal.Cast<byte, uint>(canvas.GetPixelSpan());
        Span<uint> to = MemoryMarshal.Cast<byte, uint>(row.GetPixelSpan());
        for (int i = 0; i < places.Count; i++)
        {
            to[i] = from[(places[i].Y * canvas.Width) + places[i].X];
        }

        return row;
    }

    /// <summary>Makes a copy that is painted all over in a colour, blended as the letters are.</summary>
    private static SKBitmap Cover(SKBitmap pixels, Color color)
    {
        SKBitmap covered = pixels.Copy();
        using SKCanvas canvas = new(covered);
        using SKPaint paint = TextPainter.PaintOf(color);
        canvas.DrawRect(covered.Info.Rect, paint);
        return covered;
    }

    /// <summary>Gets the relative luminance of each pixel, whatever colours the picture counts in.</summary>
    private static double[] LightnessOf(SKBitmap pixels)
    {
        using SKColorSpace colors = SKColorSpace.CreateSrgb();
        SKImageInfo info = new(pixels.Width, pixels.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colors);
        using SKBitmap standard = Raster.Allocate(info);
        using SKPixmap from = pixels.PeekPixels();
        using SKPixmap to = standard.PeekPixels();
        _ = from.ReadPixels(to);
        ReadOnlySpan<byte> bytes = standard.GetPixelSpan();
        double[] lightness = new double[pixels.Width * pixels.Height];
        for (int i = 0; i < lightness.Length; i++)
        {
            lightness[i] = (0.2126 * Linear[bytes[4 * i]]) + (0.7152 * Linear[bytes[(4 * i) + 1]]) + (0.0722 * Linear[bytes[(4 * i) + 2]]);
        }

        return lightness;
    }

    private static double Ratio(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double Linearized(double level) => level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4);
}
