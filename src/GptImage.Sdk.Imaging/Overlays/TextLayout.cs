using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>A text broken into lines at the largest size that its box allows.</summary>
internal sealed class TextLayout
{
    private const int SearchSteps = 24;
    private const double PanelPadding = 0.1;

    /// <summary>A rounding error of the search must not push a line out that fits exactly.</summary>
    private const float Slack = 0.001f;

    /// <summary>Fractions of a picture rarely end on whole pixels.</summary>
    private const float EdgeSlack = 0.5f;

    private readonly TextOverlay _overlay;
    private readonly List<TextParagraph> _paragraphs;
    private readonly float _ascent;
    private readonly float _descent;
    private readonly SKRect _inner;

    private TextLayout(TextOverlay overlay, SKRect box)
    {
        _overlay = overlay;
        Box = box;
        float padding = (float)(PaddingOf(overlay) * Math.Min(box.Width, box.Height));
        _inner = new SKRect(box.Left + padding, box.Top + padding, box.Right - padding, box.Bottom - padding);
        _paragraphs = ReadParagraphs(overlay);
        List<ShapingFont> used = [.. _paragraphs.SelectMany(paragraph => paragraph.Fonts).Distinct()];
        (_ascent, _descent) = (used.Max(font => font.Ascent), used.Max(font => font.Descent));
    }

    /// <summary>Gets the whole box, with what the letters keep free of it.</summary>
    public SKRect Box { get; }

    public float Size { get; private set; }

    public List<TextLine> Lines { get; private set; } = [];

    /// <summary>Gets the rectangle around the lines.</summary>
    public SKRect Ink
    {
        get
        {
            float width = Lines.Max(line => line.Width) * Size;
            float top = Top;
            (float left, float right) = (Lines.Min(line => LeftOf(line)), Lines.Max(line => LeftOf(line) + (line.Width * Size)));
            return new SKRect(left, top, Math.Max(right, left + Math.Min(width, 1)), top + HeightOf(Lines.Count, Size));
        }
    }

    private float Top
    {
        get
        {
            float room = _inner.Height - HeightOf(Lines.Count, Size);
            return _inner.Top + (_overlay.VerticalAlignment switch
            {
                VerticalAlignment.Top => 0,
                VerticalAlignment.Bottom => room,
                _ => room / 2,
            });
        }
    }

    private float LineAdvance => (_ascent + _descent) * (float)_overlay.LineSpacing;

    /// <summary>Finds lines and size.</summary>
    /// <exception cref="MissingGlyphsException">No font has some of the characters.</exception>
    /// <exception cref="ImagingException">The text does not fit at its smallest size.</exception>
    public static TextLayout Create(TextOverlay overlay, ImageSize picture)
    {
        TextLayout layout = Open(overlay, picture);
        return layout.TryFit() ? layout : throw new ImagingException(layout.TooLarge((float)overlay.MinSize));
    }

    /// <summary>Finds lines and size; <see langword="null"/> when the text does not fit at its smallest size.</summary>
    /// <exception cref="MissingGlyphsException">No font has some of the characters.</exception>
    public static TextLayout? TryCreate(TextOverlay overlay, ImageSize picture)
    {
        TextLayout layout = Open(overlay, picture);
        return layout.TryFit() ? layout : null;
    }

    private static TextLayout Open(TextOverlay overlay, ImageSize picture)
    {
        SKRect box = overlay.Box.In(picture);
        if (box.Left < -EdgeSlack || box.Top < -EdgeSlack || box.Right > picture.Width + EdgeSlack
            || box.Bottom > picture.Height + EdgeSlack)
        {
            throw new ImagingException(
                $"The box of the text, {overlay.Box}, reaches beyond the picture of {picture}, where letters would be cut off. Move it "
                + "inside.");
        }

        return new TextLayout(overlay, box);
    }

    /// <summary>Reads a text: finds its fonts and measures it.</summary>
    /// <exception cref="MissingGlyphsException">No font has some of the characters.</exception>
    /// <exception cref="ImagingException">There is nothing to draw.</exception>
    public static List<TextParagraph> ReadParagraphs(TextOverlay overlay)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(overlay.MinSize, nameof(overlay.MinSize));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(overlay.MaxSize ?? 1, nameof(overlay.MaxSize));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(overlay.LineSpacing, nameof(overlay.LineSpacing));
        ArgumentOutOfRangeException.ThrowIfNegative(PaddingOf(overlay), nameof(overlay.Padding));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(PaddingOf(overlay), 0.5, nameof(overlay.Padding));
        string text = Cleaned(overlay.Text);
        IReadOnlyList<OverlayFont> fonts = overlay.Fonts.Count > 0 ? overlay.Fonts : OverlayFont.FindSystem(text);
        List<TextParagraph> paragraphs = [.. text.Split('\n').Select(paragraph => new TextParagraph(paragraph, overlay, fonts))];
        return paragraphs.Exists(paragraph => paragraph.Fonts.Any())
            ? paragraphs
            : throw new ImagingException("The text has no character that can be seen, so there is nothing to set.");
    }

    /// <summary>Gets the glyphs of all lines with their places in the picture.</summary>
    public IEnumerable<(ShapedRun Run, SKPoint Origin)> Runs()
    {
        float baseline = Top + (_ascent * Size);
        foreach (TextLine line in Lines)
        {
            float x = LeftOf(line);
            foreach (ShapedRun run in _paragraphs[line.Paragraph].Shape(line))
            {
                yield return (run, new SKPoint(x, baseline));
                x += run.Width * Size;
            }

            baseline += LineAdvance * Size;
        }
    }

    /// <summary>Gets the text of each line.</summary>
    public IReadOnlyList<string> Texts() => [.. Lines.Select(line => _paragraphs[line.Paragraph].Text[line.Start..line.End])];

    private static double PaddingOf(TextOverlay overlay) => overlay.Padding ?? (overlay.Panel is null ? 0 : PanelPadding);

    /// <summary>Makes line ends and blanks the same, and leaves out what steers machines: it would be drawn as a box.</summary>
    private static string Cleaned(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                throw new ImagingException("The text has half a character (a lone surrogate). Was it cut in the middle of a character?");
            }
        }

        return string.Concat(text.ReplaceLineEndings("\n").Replace('\t', ' ').Where(unit => unit == '\n' || !char.IsControl(unit)));
    }

    private bool TryFit()
    {
        float least = (float)_overlay.MinSize;
        float most = Math.Max(least, (float)(_overlay.MaxSize ?? _inner.Height));
        if (!Fits(least))
        {
            return false;
        }

        if (Fits(most))
        {
            Settle(most);
            return true;
        }

        for (int step = 0; step < SearchSteps; step++)
        {
            float middle = (least + most) / 2;
            (least, most) = Fits(middle) ? (middle, most) : (least, middle);
        }

        Settle(least);
        return true;
    }

    /// <summary>Takes a size. Lines that stand in the middle become about equally long, so that no word is left over on the last.</summary>
    private void Settle(float size)
    {
        (Size, Lines) = (size, Wrap(size));
        if (_overlay.Alignment != TextAlignment.Center || Lines.Count == _paragraphs.Count)
        {
            return;
        }

        (float tooNarrow, float wide) = (0, _inner.Width);
        for (int step = 0; step < SearchSteps; step++)
        {
            float middle = (tooNarrow + wide) / 2;
            List<TextLine> lines = Wrap(size, middle);
            bool isAsHigh = lines.Count == Lines.Count && lines.Max(line => line.Width) * size <= middle + Slack;
            (tooNarrow, wide) = isAsHigh ? (tooNarrow, middle) : (middle, wide);
            Lines = isAsHigh ? lines : Lines;
        }
    }

    private bool Fits(float size)
    {
        List<TextLine> lines = Wrap(size);
        return HeightOf(lines.Count, size) <= _inner.Height + Slack && lines.Max(line => line.Width) * size <= _inner.Width + Slack;
    }

    private List<TextLine> Wrap(float size) => Wrap(size, _inner.Width);

    private List<TextLine> Wrap(float size, float width)
    {
        List<TextLine> lines = [];
        for (int i = 0; i < _paragraphs.Count; i++)
        {
            _paragraphs[i].Wrap(i, (width / size) + 0.0001f, lines);
        }

        return lines;
    }

    private float HeightOf(int lines, float size) => (((lines - 1) * LineAdvance) + _ascent + _descent) * size;

    private float LeftOf(TextLine line)
    {
        float room = _inner.Width - (line.Width * Size);
        bool isRight = _overlay.Alignment switch
        {
            TextAlignment.Left => false,
            TextAlignment.Right => true,
            TextAlignment.End => !_paragraphs[line.Paragraph].IsRightToLeft,
            _ => _paragraphs[line.Paragraph].IsRightToLeft,
        };
        return _inner.Left + (_overlay.Alignment == TextAlignment.Center ? room / 2 : isRight ? room : 0);
    }

    private string TooLarge(float size)
    {
        List<TextLine> lines = Wrap(size);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The text does not fit: at its smallest size of {size:0.#} pixels it takes "
                + $"{Math.Ceiling((lines.Max(line => line.Width) * size) - Slack)}x{Math.Ceiling(HeightOf(lines.Count, size) - Slack)} "
                + $"pixels in {lines.Count} lines, and the box is {_inner.Width:0.#}x{_inner.Height:0.#}. Give it a larger box, a "
                + $"smaller MinSize or fewer words.");
    }
}
