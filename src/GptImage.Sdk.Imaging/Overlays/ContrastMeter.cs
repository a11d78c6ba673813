using System.Drawing;
using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>Compares the colour of letters with what lies beneath them, as WCAG 2.2 counts contrast.</summary>
internal static class ContrastMeter
{
    private const int Bins = 256;

    /// <summary>The share of pixels at either end that may be worse: a few odd pixels do not make a text unreadable.</summary>
    private const double Ignored = 0.05;

    private static readonly double[] Linear = [.. Enumerable.Range(0, Bins).Select(level => Linearized(level / 255.0))];

    /// <summary>Checks a text against the pixels it will cover.</summary>
    /// <returns>A finding, or <see langword="null"/> when it can be read.</returns>
    public static Finding? Check(TextOverlay overlay, Raster beneath, SkiaSharp.SKRect ink)
    {
        if (overlay.MinContrast <= 0)
        {
            return null;
        }

        (double dark, double light) = Range(beneath, ink);
        if (overlay.Panel is { } panel)
        {
            double cover = panel.A / (double)byte.MaxValue;
            dark += (LightnessOf(panel) - dark) * cover;
            light += (LightnessOf(panel) - light) * cover;
        }

        double contrast = Worst(LightnessOf(overlay.Color), dark, light);
        double around = overlay.Outline is { } outline ? Ratio(LightnessOf(overlay.Color), LightnessOf(outline.Color)) : 0;
        if (Math.Max(contrast, around) >= overlay.MinContrast)
        {
            return null;
        }

        (double white, double black) = (Worst(1, dark, light), Worst(0, dark, light));
        string better = white >= black ? "#FFFFFF" : "#000000";
        string opposite = white >= black ? "#000000" : "#FFFFFF";
        bool isEnough = Math.Max(white, black) >= overlay.MinContrast;
        string advice = isEnough
            ? string.Create(CultureInfo.InvariantCulture, $"{better} would have {Math.Max(white, black):0.0}:1.")
            : $"No colour reaches it here: use {better} with an outline or a panel in {opposite}.";
        return new Finding
        {
            Severity = FindingSeverity.Warning,
            Parameter = "overlay",
            RuleId = "overlay-contrast",
            Message =
                string.Create(CultureInfo.InvariantCulture,
                $"The text '{Shortened(overlay.Text)}' has a contrast of {contrast:0.0}:1 against what lies beneath it; "
                + $"{overlay.MinContrast:0.#}:1 is asked for. {advice}"),
            Source = "WCAG 2.2, success criterion 1.4.3",
            NearestLegalValue = better,
        };
    }

    private static (double Dark, double Light) Range(Raster beneath, SkiaSharp.SKRect ink)
    {
        int left = Math.Clamp((int)ink.Left, 0, beneath.Width - 1);
        int right = Math.Clamp((int)Math.Ceiling(ink.Right), left + 1, beneath.Width);
        int top = Math.Clamp((int)ink.Top, 0, beneath.Height - 1);
        int bottom = Math.Clamp((int)Math.Ceiling(ink.Bottom), top + 1, beneath.Height);
        int[] counts = new int[Bins];
        for (int y = top; y < bottom; y++)
        {
            foreach (uint pixel in beneath.Row(y)[left..right])
            {
                double lightness = (0.2126 * Linear[pixel & 0xFF]) + (0.7152 * Linear[(pixel >> 8) & 0xFF])
                    + (0.0722 * Linear[(pixel >> 16) & 0xFF]);
                counts[(int)(lightness * (Bins - 1))]++;
            }
        }

        int ignored = (int)((right - left) * (bottom - top) * Ignored);
        return (Percentile(counts, ignored), Percentile(counts, ((right - left) * (bottom - top)) - 1 - ignored));
    }

    private static double Percentile(int[] counts, int rank)
    {
        int bin = 0;
        for (int passed = counts[0]; passed <= rank && bin < Bins - 1; passed += counts[bin])
        {
            bin++;
        }

        return bin / (Bins - 1.0);
    }

    private static double Worst(double color, double dark, double light) =>
        color > dark && color < light ? 1 : Math.Min(Ratio(color, dark), Ratio(color, light));

    private static double Ratio(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double LightnessOf(Color color) => (0.2126 * Linear[color.R]) + (0.7152 * Linear[color.G]) + (0.0722 * Linear[color.B]);

    private static double Linearized(double level) => level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4);

    private static string Shortened(string text) =>
        text.Length <= 24 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[22]) ? 22 : 23), "…");
}
