using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>A paragraph, measured once: the width of each character in ems, and where lines may break.</summary>
internal sealed class TextParagraph
{
    private readonly float[] _widths;
    private readonly bool[] _mayBegin;
    private readonly IReadOnlyList<TextRun> _runs;
    private readonly string? _language;

    public TextParagraph(string text, TextOverlay overlay, IReadOnlyList<OverlayFont> fonts)
    {
        Text = text;
        _language = overlay.Language;
        BidiParagraph directions = BidiParagraph.Resolve(text, overlay.Direction switch
        {
            TextDirection.LeftToRight => 0,
            TextDirection.RightToLeft => 1,
            _ => null,
        });
        IsRightToLeft = directions.IsRightToLeft;
        List<Rune> missing = [];
        _runs = TextItemizer.Itemize(text, directions.Levels, [.. fonts.Select(font => font.Face)], missing);
        ThrowIfMissing(missing, fonts);
        _mayBegin = LineBreaks.Before(text);
        _widths = new float[text.Length];
        foreach (TextRun run in _runs)
        {
            ShapedRun shaped = TextShaper.Shape(text, run, _language);
            for (int i = 0; i < shaped.Clusters.Length; i++)
            {
                _widths[shaped.Clusters[i]] += shaped.Advances[i];
                if (shaped.Glyphs[i] == 0)
                {
                    missing.Add(Rune.GetRuneAt(text, shaped.Clusters[i]));
                }
            }
        }

        ThrowIfMissing(missing, fonts);
    }

    public string Text { get; }

    public bool IsRightToLeft { get; }

    public IEnumerable<ShapingFont> Fonts => _runs.Select(run => run.Font).Distinct();

    /// <summary>Breaks into lines as wide as given, in ems. A word wider than that stands alone.</summary>
    public void Wrap(int number, float width, List<TextLine> lines)
    {
        int start = 0;
        int lastChance = -1;
        float total = 0;
        for (int i = 0; i < Text.Length; i++)
        {
            if (i > start && _mayBegin[i])
            {
                lastChance = i;
            }

            total += _widths[i];
            bool isTooWide = total > width && !char.IsWhiteSpace(Text[i]);
            if (isTooWide && lastChance > start)
            {
                lines.Add(Line(number, start, lastChance));
                start = lastChance;
                i = start - 1;
                total = 0;
                lastChance = -1;
            }
        }

        lines.Add(Line(number, start, Text.Length));
    }

    /// <summary>Shapes a line; its runs come from left to right.</summary>
    public IReadOnlyList<ShapedRun> Shape(TextLine line)
    {
        List<TextRun> runs = [.. _runs.Select(run => run.Within(line.Start, line.End)).OfType<TextRun>()];
        BidiParagraph.Reorder(runs, static run => run.Level);
        return [.. runs.Select(run => TextShaper.Shape(Text, run, _language))];
    }

    private static void ThrowIfMissing(List<Rune> missing, IReadOnlyList<OverlayFont> fonts)
    {
        if (missing.Count > 0)
        {
            throw new MissingGlyphsException([.. missing.Distinct()], [.. fonts.Select(font => font.Name)]);
        }
    }

    private TextLine Line(int number, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(Text[end - 1]) || Text[end - 1] == '\u200B'))
        {
            end--;
        }

        float width = 0;
        for (int i = start; i < end; i++)
        {
            width += _widths[i];
        }

        return new TextLine(number, start, end, width);
    }
}
