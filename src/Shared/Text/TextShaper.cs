using HarfBuzzSharp;
using SkiaSharp;

namespace GptImage.Sdk;

/// <summary>Turns the characters of a run into glyphs with HarfBuzz.</summary>
internal static class TextShaper
{
    /// <summary>Ligatures would keep spaced letters together.</summary>
    private static readonly Feature[] Spaced = [new(Tag.Parse("liga"), 0), new(Tag.Parse("clig"), 0)];

    /// <summary>Scripts whose letters join; blanks between them would tear words apart.</summary>
    private static readonly Script[] Joining =
        [Script.Arabic, Script.Syriac, Script.Mongolian, Script.Nko, Script.Mandaic, Script.PhagsPa, Script.Adlam, Script.HanifiRohingya];

    /// <summary>Shapes a run within its paragraph, whose other characters decide how letters join.</summary>
    /// <param name="paragraph">The text of the paragraph.</param>
    /// <param name="run">The run.</param>
    /// <param name="language">The language as a BCP 47 tag, or <see langword="null"/>.</param>
    /// <param name="spacing">What is added between letters, in ems; nothing in scripts whose letters join.</param>
    public static ShapedRun Shape(string paragraph, TextRun run, string? language, float spacing = 0)
    {
        float between = Joining.Contains(run.Script) ? 0 : spacing;
        using HarfBuzzSharp.Buffer buffer = new();
        buffer.AddUtf16(paragraph, run.Start, run.Length);
        buffer.Direction = run.Level % 2 == 0 ? Direction.LeftToRight : Direction.RightToLeft;
        buffer.Script = run.Script == Script.Inherited ? Script.Common : run.Script;
        if (language is not null)
        {
            buffer.Language = new Language(language);
        }

        buffer.GuessSegmentProperties();
        run.Font.Shaping.Shape(buffer, between == 0 ? [] : Spaced);
        ReadOnlySpan<GlyphInfo> infos = buffer.GetGlyphInfoSpan();
        ReadOnlySpan<GlyphPosition> positions = buffer.GetGlyphPositionSpan();
        ushort[] glyphs = new ushort[infos.Length];
        SKPoint[] places = new SKPoint[infos.Length];
        int[] clusters = new int[infos.Length];
        float[] advances = new float[infos.Length];
        float x = 0;
        for (int i = 0; i < infos.Length; i++)
        {
            bool isLastOfCluster = i + 1 == infos.Length || infos[i + 1].Cluster != infos[i].Cluster;
            glyphs[i] = (ushort)infos[i].Codepoint;
            clusters[i] = (int)infos[i].Cluster;
            places[i] = new SKPoint(x + Ems(positions[i].XOffset), -Ems(positions[i].YOffset));
            advances[i] = Ems(positions[i].XAdvance) + (isLastOfCluster ? between : 0);
            x += advances[i];
        }

        return new ShapedRun(run.Font, glyphs, places, clusters, advances, between);
    }

    private static float Ems(int units) => (float)units / ShapingFont.UnitsPerEm;
}
