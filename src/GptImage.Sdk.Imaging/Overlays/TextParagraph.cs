using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>A paragraph, measured once: the width of each character in ems, and where lines may break.</summary>
internal sealed class TextParagraph
{
    private const char SoftHyphen = '\u00AD';

    private readonly int _number;
    private readonly TextOverlay _overlay;
    private readonly IReadOnlyList<ShapingFont> _fonts;
    private readonly IReadOnlyList<TextRun> _runs;
    private readonly float[] _widths;
    private readonly LineBreak[] _breaks;
    private readonly Dictionary<(int Start, int End, bool IsHyphenated), ShapedLine> _shaped = [];

    public TextParagraph(int number, string text, TextOverlay overlay, IReadOnlyList<ShapingFont> fonts)
    {
        _number = number;
        Text = text;
        _overlay = overlay;
        _fonts = fonts;
        BidiParagraph directions = BidiParagraph.Resolve(text, overlay.Direction switch
        {
            TextDirection.LeftToRight => 0,
            TextDirection.RightToLeft => 1,
            _ => null,
        });
        IsRightToLeft = directions.IsRightToLeft;
        List<Rune> missing = [];
        _runs = TextItemizer.Itemize(text, directions.Levels, fonts, missing);
        ThrowIfMissing(missing);
        _widths = new float[text.Length];
        bool[] isShapedApart = new bool[text.Length];
        foreach (TextRun run in _runs)
        {
            ShapedRun shaped = Shape(text, run);
            for (int i = 0; i < shaped.Clusters.Length; i++)
            {
                _widths[shaped.Clusters[i]] += shaped.Advances[i];
                isShapedApart[shaped.Clusters[i]] = true;
                if (shaped.Glyphs[i] == 0)
                {
                    missing.Add(Rune.GetRuneAt(text, shaped.Clusters[i]));
                }
            }
        }

        ThrowIfMissing(missing);
        _breaks = EmergencyBreaks.Find(text, isShapedApart);
    }

    public string Text { get; }

    public bool IsRightToLeft { get; }

    /// <summary>Gets whether something of it is painted.</summary>
    public bool IsVisible => Text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && !Invisible.Contains(rune));

    /// <summary>Tells whether breaks of a kind are possible in it.</summary>
    public bool CanBreak(LineBreak kind) => _breaks.Contains(kind);

    /// <summary>Breaks into lines as wide as given, in ems. A piece wider than that stands alone, or breaks where it may.</summary>
    public void Wrap(float width, LineBreak worst, List<TextLine> lines)
    {
        int start = 0;
        int chance = -1;
        int emergency = -1;
        float total = 0;
        for (int i = 0; i < Text.Length; i++)
        {
            if (i > start && _breaks[i] == LineBreak.Allowed && (Text[i - 1] != SoftHyphen || total + HyphenWidth(i - 1) <= width))
            {
                (chance, emergency) = (i, -1);
            }
            else if (i > start && _breaks[i] > LineBreak.Allowed && _breaks[i] <= worst && total <= width)
            {
                emergency = i;
            }

            total += _widths[i];
            int end = chance > start ? chance : emergency;
            if (total > width && !char.IsWhiteSpace(Text[i]) && end > start)
            {
                lines.Add(Line(start, end, _breaks[end]));
                start = end;
                i = start - 1;
                total = 0;
                (chance, emergency) = (-1, -1);
            }
        }

        lines.Add(Line(start, Text.Length, LineBreak.Allowed));
    }

    /// <summary>Gets the text of a line as it is seen.</summary>
    public string TextOf(TextLine line)
    {
        string seen = Text[line.Start..line.End].Replace($"{SoftHyphen}", "", StringComparison.Ordinal);
        return line.IsHyphenated ? $"{seen}{HyphenAt(line.End - 1)}" : seen;
    }

    private TextLine Line(int start, int end, LineBreak kind)
    {
        bool isHyphenated = end < Text.Length && Text[end - 1] == SoftHyphen && HyphenAt(end - 1) is not null;
        while (end > start && (char.IsWhiteSpace(Text[end - 1]) || Text[end - 1] == '\u200B'))
        {
            end--;
        }

        if (!_shaped.TryGetValue((start, end, isHyphenated), out ShapedLine? shaped))
        {
            _shaped[(start, end, isHyphenated)] = shaped = ShapeLine(start, end, isHyphenated);
        }

        return new TextLine(_number, start, end, kind, isHyphenated, shaped);
    }

    private ShapedLine ShapeLine(int start, int end, bool isHyphenated)
    {
        List<TextRun> runs = [.. _runs.Select(run => run.Within(start, end)).OfType<TextRun>()];
        BidiParagraph.Reorder(runs, static run => run.Level);
        string text = isHyphenated ? WithHyphen(end - 1) : Text;
        return new ShapedLine([.. runs.Select(run => Shape(text, run))], _fonts);
    }

    private ShapedRun Shape(string text, TextRun run) =>
        TextShaper.Shape(text, run, _overlay.Language, (float)_overlay.LetterSpacing);

    private string WithHyphen(int place) => string.Concat(Text.AsSpan(0, place), $"{HyphenAt(place)}", Text.AsSpan(place + 1));

    /// <summary>Gets the hyphen that is drawn for a soft one: that of the font, if it has one.</summary>
    private char? HyphenAt(int place)
    {
        ShapingFont? font = _runs.FirstOrDefault(run => run.Start <= place && place < run.End)?.Font;
        return font is null ? null : font.Has(new Rune('\u2010')) ? '\u2010' : font.Has(new Rune('-')) ? '-' : null;
    }

    private float HyphenWidth(int place)
    {
        TextRun? run = _runs.FirstOrDefault(run => run.Start <= place && place < run.End);
        return run is null || HyphenAt(place) is null
            ? 0
            : Shape(WithHyphen(place), run with { Start = place, Length = 1 }).Width;
    }

    private void ThrowIfMissing(List<Rune> missing)
    {
        if (missing.Count > 0)
        {
            throw new MissingGlyphsException([.. missing.Distinct()], [.. _fonts.Select(font => font.Name)]);
        }
    }
}
