using HarfBuzzSharp;
using SkiaSharp;

namespace GptImage.Sdk;

/// <summary>Turns the characters of a run into glyphs with HarfBuzz.</summary>
internal static class TextShaper
{
    /// <summary>Shapes a run within its paragraph, whose other characters decide how letters join.</summary>
    public static ShapedRun Shape(string paragraph, TextRun run, string? language)
    {
        using HarfBuzzSharp.Buffer buffer = new();
        buffer.AddUtf16(paragraph, run.Start, run.Length);
        buffer.Direction = run.Level % 2 == 0 ? Direction.LeftToRight : Direction.RightToLeft;
        buffer.Script = run.Script == Script.Inherited ? Script.Common : run.Script;
        if (language is not null)
        {
            buffer.Language = new Language(language);
        }

        buffer.GuessSegmentProperties();
        run.Font.Shaping.Shape(buffer);
        ReadOnlySpan<GlyphInfo> infos = buffer.GetGlyphInfoSpan();
        ReadOnlySpan<GlyphPosition> positions = buffer.GetGlyphPositionSpan();
        ushort[] glyphs = new ushort[infos.Length];
        SKPoint[] places = new SKPoint[infos.Length];
        int[] clusters = new int[infos.Length];
        float[] advances = new float[infos.Length];
        float x = 0;
        for (int i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            clusters[i] = (int)infos[i].Cluster;
            places[i] = new SKPoint(x + Ems(positions[i].XOffset), -Ems(positions[i].YOffset));
            advances[i] = Ems(positions[i].XAdvance);
            x += advances[i];
        }

        return new ShapedRun(run.Font, glyphs, places, clusters, advances);
    }

    private static float Ems(int units) => (float)units / ShapingFont.UnitsPerEm;
}
