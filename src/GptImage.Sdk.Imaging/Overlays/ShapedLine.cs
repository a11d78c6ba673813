using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>The glyphs of a line with their measures, in ems.</summary>
internal sealed class ShapedLine
{
    /// <summary>Measures a line.</summary>
    /// <param name="runs">Its runs from left to right.</param>
    /// <param name="fonts">The fonts that make it high, where it has no run.</param>
    public ShapedLine(IReadOnlyList<ShapedRun> runs, IEnumerable<ShapingFont> fonts)
    {
        Runs = runs;
        List<ShapingFont> used = runs.Count > 0 ? [.. runs.Select(run => run.Font).Distinct()] : [.. fonts.Take(1)];
        (Ascent, Descent) = (used.Max(font => font.Ascent), used.Max(font => font.Descent));
        foreach (ShapedRun run in runs)
        {
            SKRect ink = run.Ink;
            if (!ink.IsEmpty)
            {
                ink.Offset(Width, 0);
                Ink = ShapedRun.Join(Ink, ink);
            }

            Width += run.Width;
        }

        Width -= runs.Count > 0 ? runs[^1].Spacing : 0;
    }

    public IReadOnlyList<ShapedRun> Runs { get; }

    /// <summary>Gets how wide the line is by the advances of its glyphs.</summary>
    public float Width { get; }

    public float Ascent { get; }

    public float Descent { get; }

    /// <summary>Gets the rectangle around the letters, from the line's origin; empty when nothing is painted.</summary>
    public SKRect Ink { get; } = SKRect.Empty;
}
