using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Cuts a paragraph into runs and shapes them with HarfBuzz.</summary>
internal static class TextShaper
{
    /// <summary>Finds for each character its font, script and direction.</summary>
    /// <exception cref="MissingGlyphsException">No font has some of the characters; all of them are named.</exception>
    public static IReadOnlyList<TextRun> Itemize(string paragraph, byte[] levels, IReadOnlyList<OverlayFont> fonts)
    {
        List<TextRun> runs = [];
        List<Rune> missing = [];
        for (int start = 0; start < paragraph.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(paragraph, start);
            ReadOnlySpan<char> element = paragraph.AsSpan(start, length);
            TextRun? last = runs.Count > 0 ? runs[^1] : null;
            bool isLetters = last is not null && last.Script != Script.Common && last.Script != Script.Inherited;
            OverlayFont? font = FontFor(element, fonts, isLetters ? last?.Font : null, missing);
            Script script = ScriptOf(element);
            bool isShared = script == Script.Common || script == Script.Inherited;
            if (font is not null)
            {
                if (last is not null && last.Font == font && last.Level == levels[start]
                    && (isShared || last.Script == script || last.Script == Script.Common))
                {
                    runs[^1] = last with { Length = last.Length + length, Script = isShared ? last.Script : script };
                }
                else
                {
                    runs.Add(new TextRun(start, length, levels[start], script, font));
                }
            }

            start += length;
        }

        return missing.Count == 0 ? runs : throw new MissingGlyphsException([.. missing.Distinct()], [.. fonts.Select(font => font.Name)]);
    }

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

    private static float Ems(int units) => (float)units / OverlayFont.UnitsPerEm;

    /// <summary>Finds the font of a letter with its marks: that of the letters before where it is at home everywhere, else the first that
    /// has all of it. The blanks of an emoji font are too wide for a text.</summary>
    private static OverlayFont? FontFor(
        ReadOnlySpan<char> element, IReadOnlyList<OverlayFont> fonts, OverlayFont? before, List<Rune> missing)
    {
        if (before is not null && ScriptOf(element) == Script.Common && element.Length == 1 && HasAll(before, element))
        {
            return before;
        }

        foreach (OverlayFont font in fonts)
        {
            if (HasAll(font, element))
            {
                return font;
            }
        }

        int known = missing.Count;
        foreach (Rune rune in element.EnumerateRunes())
        {
            if (!Invisible.Contains(rune) && !fonts.Any(font => font.Has(rune)))
            {
                missing.Add(rune);
            }
        }

        if (known == missing.Count)
        {
            missing.AddRange(element.ToString().EnumerateRunes().Where(rune => !Invisible.Contains(rune)));
        }

        return null;
    }

    private static bool HasAll(OverlayFont font, ReadOnlySpan<char> element)
    {
        foreach (Rune rune in element.EnumerateRunes())
        {
            if (!Invisible.Contains(rune) && !font.Has(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static Script ScriptOf(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out Rune first, out _);
        return UnicodeFunctions.Default.GetScript((uint)first.Value);
    }
}
