using SkiaSharp;

namespace GptImage.Sdk;

/// <summary>The glyphs of a run, from left to right, in ems from its own beginning.</summary>
/// <param name="Font">The font.</param>
/// <param name="Glyphs">The glyphs.</param>
/// <param name="Places">Where they stand.</param>
/// <param name="Clusters">The UTF-16 unit of the paragraph that each comes from.</param>
/// <param name="Advances">How far each moves on.</param>
/// <param name="Spacing">What was added behind each letter.</param>
internal sealed record ShapedRun(
    ShapingFont Font, ushort[] Glyphs, SKPoint[] Places, int[] Clusters, float[] Advances, float Spacing)
{
    /// <summary>Gets how far the run moves on.</summary>
    public float Width { get; } = Advances.Sum();

    /// <summary>Gets the rectangle around what is painted; empty for blanks.</summary>
    public SKRect Ink { get; } = Glyphs.Select((glyph, index) => At(Font.InkOf(glyph), Places[index])).Aggregate(SKRect.Empty, Join);

    /// <summary>Gets the smallest rectangle around two, of which either may be empty.</summary>
    public static SKRect Join(SKRect one, SKRect other) => one.IsEmpty ? other : other.IsEmpty ? one : SKRect.Union(one, other);

    private static SKRect At(SKRect ink, SKPoint place)
    {
        if (!ink.IsEmpty)
        {
            ink.Offset(place);
        }

        return ink;
    }
}
