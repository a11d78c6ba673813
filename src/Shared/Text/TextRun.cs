using HarfBuzzSharp;

namespace GptImage.Sdk;

/// <summary>A piece of a paragraph in one font, one script and one direction.</summary>
internal sealed record TextRun(int Start, int Length, byte Level, Script Script, ShapingFont Font)
{
    public int End => Start + Length;

    /// <summary>Gets the part of this run within a range, or <see langword="null"/>.</summary>
    public TextRun? Within(int start, int end)
    {
        int from = Math.Max(Start, start);
        int to = Math.Min(End, end);
        return from < to ? this with { Start = from, Length = to - from } : null;
    }
}
