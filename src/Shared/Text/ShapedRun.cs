using SkiaSharp;

namespace GptImage.Sdk;

/// <summary>The glyphs of a run, from left to right, in ems from its own beginning.</summary>
internal sealed record ShapedRun(ShapingFont Font, ushort[] Glyphs, SKPoint[] Places, int[] Clusters, float[] Advances)
{
    public float Width { get; } = Advances.Sum();
}
