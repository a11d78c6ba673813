using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace GptImage.Sdk;

/// <summary>Cuts a paragraph into runs of one font, one script and one direction.</summary>
internal static class TextItemizer
{
    /// <summary>Finds for each character its font, script and direction.</summary>
    /// <param name="paragraph">The text of a paragraph.</param>
    /// <param name="levels">The level of each UTF-16 unit.</param>
    /// <param name="fonts">The fonts: each character comes from the first that has it; those in colour come first for emoji, and last for
    /// all else.</param>
    /// <param name="missing">Takes the characters that no font has; they are in no run.</param>
    public static IReadOnlyList<TextRun> Itemize(
        string paragraph, ReadOnlySpan<byte> levels, IReadOnlyList<ShapingFont> fonts, ICollection<Rune> missing)
    {
        List<TextRun> runs = [];
        for (int start = 0; start < paragraph.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(paragraph, start);
            ReadOnlySpan<char> element = paragraph.AsSpan(start, length);
            TextRun? last = runs.Count > 0 ? runs[^1] : null;
            bool isLetters = last is not null && last.Script != Script.Common && last.Script != Script.Inherited;
            ShapingFont? font = FontFor(element, fonts, isLetters ? last?.Font : null, missing);
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

        return runs;
    }

    /// <summary>Finds the font of a letter with its marks: that of the letters before where it is at home everywhere, else the first that
    /// has all of it. The blanks of an emoji font are too wide for a text.</summary>
    private static ShapingFont? FontFor(
        ReadOnlySpan<char> element, IReadOnlyList<ShapingFont> fonts, ShapingFont? before, ICollection<Rune> missing)
    {
        bool isColored = EmojiPresentation.Wanted(element) == true;
        if (before is not null && !isColored && ScriptOf(element) == Script.Common && element.Length == 1 && before.HasAll(element))
        {
            return before;
        }

        foreach (ShapingFont font in fonts.OrderBy(font => font.IsColored != isColored))
        {
            if (font.HasAll(element))
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
            foreach (Rune rune in element.EnumerateRunes())
            {
                if (!Invisible.Contains(rune))
                {
                    missing.Add(rune);
                }
            }
        }

        return null;
    }

    private static Script ScriptOf(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out Rune first, out _);
        return UnicodeFunctions.Default.GetScript((uint)first.Value);
    }
}
