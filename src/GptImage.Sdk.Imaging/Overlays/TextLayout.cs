using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>A text broken into lines at the largest size that its box allows.</summary>
internal sealed class TextLayout
{
    private const int SearchSteps = 24;
    private const double PanelPadding = 0.1;

    /// <summary>A phrase without blanks breaks where letters become this much larger by it.</summary>
    private const float WorthOfCluster = 1.5f;

    /// <summary>A long word breaks where letters become this much larger by it.</summary>
    private const float WorthOfWord = 2;

    /// <summary>A rounding error of the search must not push a line out that fits exactly.</summary>
    private const float Slack = 0.001f;

    /// <summary>Fractions of a picture rarely end on whole pixels.</summary>
    private const float EdgeSlack = 0.5f;

    private readonly TextOverlay _overlay;
    private readonly List<TextParagraph> _paragraphs;
    private readonly SKRect _inner;

    private TextLayout(TextOverlay overlay, SKRect box)
    {
        _overlay = overlay;
        Box = box;
        float padding = (float)(PaddingOf(overlay) * Math.Min(box.Width, box.Height));
        _inner = new SKRect(box.Left + padding, box.Top + padding, box.Right - padding, box.Bottom - padding);
        _paragraphs = ReadParagraphs(overlay);
    }

    /// <summary>Gets the whole box, with what the letters keep free of it.</summary>
    public SKRect Box { get; }

    public float Size { get; private set; }

    public List<TextLine> Lines { get; private set; } = [];

    /// <summary>Gets the rectangle around the lines, with outline and shadow.</summary>
    public SKRect Area => Origins().Select(
        (origin, index) => Placed(TextReach.Around(Lines[index].Shaped, _overlay), origin)).Aggregate(SKRect.Union);

    /// <summary>Gets what is odd about the lines: words that were broken because they had to be.</summary>
    public IEnumerable<Finding> Findings => LineFindings.Find(_overlay, Lines, _paragraphs);

    /// <summary>Finds lines and size.</summary>
    /// <exception cref="MissingGlyphsException">No font has some of the characters.</exception>
    /// <exception cref="ImagingException">The text does not fit at its smallest size.</exception>
    public static TextLayout Create(TextOverlay overlay, ImageSize picture)
    {
        TextLayout layout = Open(overlay, picture);
        return layout.TryFit(LineBreak.Anywhere) ? layout : throw new ImagingException(layout.TooLarge((float)overlay.MinSize));
    }

    /// <summary>Finds lines and size; <see langword="null"/> when the text does not fit at its smallest size without breaking short
    /// words.</summary>
    /// <exception cref="MissingGlyphsException">No font has some of the characters.</exception>
    public static TextLayout? TryCreate(TextOverlay overlay, ImageSize picture)
    {
        TextLayout layout = Open(overlay, picture);
        return layout.TryFit(LineBreak.Word) ? layout : null;
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
        ArgumentOutOfRangeException.ThrowIfLessThan(overlay.Weight ?? 1, 1, nameof(overlay.Weight));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlay.Weight ?? 1, 1000, nameof(overlay.Weight));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(PaddingOf(overlay), 0.5, nameof(overlay.Padding));
        string text = Cleaned(overlay.Text);
        IReadOnlyList<OverlayFont> found = overlay.Fonts.Count > 0
            ? overlay.Fonts
            : OverlayFont.FindSystem(text, overlay.Language, overlay.Weight, overlay.IsItalic);
        IReadOnlyList<ShapingFont> fonts = FontStyles.Choose(found, overlay.Weight, overlay.IsItalic);
        List<TextParagraph> paragraphs =
            [.. text.Split('\n').Select((paragraph, number) => new TextParagraph(number, paragraph, overlay, fonts))];
        return paragraphs.Exists(paragraph => paragraph.IsVisible)
            ? paragraphs
            : throw new ImagingException("The text has no character that can be seen, so there is nothing to set.");
    }

    /// <summary>Gets the glyphs of all lines with their places in the picture.</summary>
    public IEnumerable<(ShapedRun Run, SKPoint Origin)> Runs()
    {
        foreach ((TextLine line, SKPoint origin) in Lines.Zip(Origins()))
        {
            float x = origin.X;
            foreach (ShapedRun run in line.Shaped.Runs)
            {
                yield return (run, new SKPoint(x, origin.Y));
                x += run.Width * Size;
            }
        }
    }

    /// <summary>Gets the text of each line.</summary>
    public IReadOnlyList<string> Texts() => [.. Lines.Select(line => _paragraphs[line.Paragraph].TextOf(line))];

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

    private static double PaddingOf(TextOverlay overlay) => overlay.Padding ?? (overlay.Panel is null ? 0 : PanelPadding);

    /// <summary>Makes line ends and blanks the same, and leaves out what steers machines, which would be drawn as a box, and line ends
    /// that nothing follows.</summary>
    private static string Cleaned(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                throw new ImagingException("The text has half a character (a lone surrogate). Was it cut in the middle of a character?");
            }
        }

        return string.Concat(text.ReplaceLineEndings("\n").Replace('\t', ' ').Where(unit => unit == '\n' || !char.IsControl(unit)))
            .TrimEnd('\n');
    }

    private static SKRect Placed(SKRect ems, SKPoint origin, float size) => new(
        origin.X + (ems.Left * size), origin.Y + (ems.Top * size), origin.X + (ems.Right * size), origin.Y + (ems.Bottom * size));

    private SKRect Placed(SKRect ems, SKPoint origin) => Placed(ems, origin, Size);

    private bool TryFit(LineBreak worst)
    {
        (float Size, LineBreak Worst)? best = Search(LineBreak.Allowed);
        foreach ((LineBreak kind, float worth) in new[] { (LineBreak.Cluster, WorthOfCluster), (LineBreak.Word, WorthOfWord) })
        {
            if (_paragraphs.Exists(paragraph => paragraph.CanBreak(kind)) && Search(kind) is { } found
                && found.Size >= (best?.Size ?? 0) * worth)
            {
                best = found;
            }
        }

        best ??= Search(worst);
        if (best is not { } taken)
        {
            return false;
        }

        Settle(taken.Size, taken.Worst);
        return true;
    }

    /// <summary>Finds the largest size with breaks that are not worse than given.</summary>
    private (float Size, LineBreak Worst)? Search(LineBreak worst)
    {
        float least = (float)_overlay.MinSize;
        float most = Math.Max(least, (float)(_overlay.MaxSize ?? _inner.Height));
        if (!Fits(least, worst))
        {
            return null;
        }

        if (Fits(most, worst))
        {
            return (most, worst);
        }

        for (int step = 0; step < SearchSteps; step++)
        {
            float middle = (least + most) / 2;
            (least, most) = Fits(middle, worst) ? (middle, most) : (least, middle);
        }

        return (least, worst);
    }

    /// <summary>Takes a size. Lines that stand in the middle become about equally long, so that no word is left over on the last.</summary>
    private void Settle(float size, LineBreak worst)
    {
        (Size, Lines) = (size, Wrap(size, worst));
        if (_overlay.Alignment != TextAlignment.Center || Lines.Count == _paragraphs.Count)
        {
            return;
        }

        (float tooNarrow, float wide) = (0, _inner.Width);
        for (int step = 0; step < SearchSteps; step++)
        {
            float middle = (tooNarrow + wide) / 2;
            List<TextLine> lines = Wrap(size, middle, worst);
            bool isAsGood = lines.Count == Lines.Count && Broken(lines) <= Broken(Lines) && WidthOf(lines, size) <= middle + Slack;
            (tooNarrow, wide) = isAsGood ? (tooNarrow, middle) : (middle, wide);
            Lines = isAsGood ? lines : Lines;
        }
    }

    private static int Broken(List<TextLine> lines) => lines.Count(line => line.IsHyphenated || line.Break != LineBreak.Allowed);

    private bool Fits(float size, LineBreak worst)
    {
        List<TextLine> lines = Wrap(size, worst);
        return HeightOf(lines, size) <= _inner.Height + Slack && WidthOf(lines, size) <= _inner.Width + Slack;
    }

    /// <summary>Breaks into lines by the advances of their letters; where outlines or overhanging letters need more, once again.</summary>
    private List<TextLine> Wrap(float size, LineBreak worst)
    {
        List<TextLine> lines = Wrap(size, _inner.Width, worst);
        float over = WidthOf(lines, size) - _inner.Width;
        return over > Slack ? Wrap(size, _inner.Width - over, worst) : lines;
    }

    private List<TextLine> Wrap(float size, float width, LineBreak worst)
    {
        List<TextLine> lines = [];
        foreach (TextParagraph paragraph in _paragraphs)
        {
            paragraph.Wrap((width / size) + 0.0001f, worst, lines);
        }

        return lines;
    }

    private float WidthOf(List<TextLine> lines, float size) =>
        lines.Max(line => TextReach.Around(line.Shaped, _overlay).Width) * size;

    private float HeightOf(List<TextLine> lines, float size)
    {
        (float top, float bottom) = Reach(lines);
        return (bottom - top) * size;
    }

    /// <summary>Gets the baselines from that of the first line on, in ems: lines are as far apart as their own fonts need.</summary>
    private float[] Baselines(List<TextLine> lines)
    {
        float[] baselines = new float[lines.Count];
        for (int i = 1; i < lines.Count; i++)
        {
            baselines[i] =
                baselines[i - 1] + ((lines[i - 1].Shaped.Descent + lines[i].Shaped.Ascent) * (float)_overlay.LineSpacing);
        }

        return baselines;
    }

    /// <summary>Gets how far all lines reach above and below the first baseline, in ems.</summary>
    private (float Top, float Bottom) Reach(List<TextLine> lines)
    {
        List<(SKRect Room, float Baseline)> rooms =
            [.. lines.Select(line => TextReach.Around(line.Shaped, _overlay)).Zip(Baselines(lines))];
        return (rooms.Min(line => line.Baseline + line.Room.Top), rooms.Max(line => line.Baseline + line.Room.Bottom));
    }

    /// <summary>Gets where each line begins. Lines stand by the measures of their fonts, and give way where something would be
    /// cut.</summary>
    private IEnumerable<SKPoint> Origins()
    {
        float[] baselines = Baselines(Lines);
        (float top, float bottom) = Reach(Lines);
        float above = Lines[0].Shaped.Ascent;
        float room = _inner.Height - ((above + baselines[^1] + Lines[^1].Shaped.Descent) * Size);
        float first = _inner.Top + (above * Size) + (_overlay.VerticalAlignment switch
        {
            VerticalAlignment.Top => 0,
            VerticalAlignment.Bottom => room,
            _ => room / 2,
        });
        first = Math.Max(Math.Min(first, _inner.Bottom - (bottom * Size)), _inner.Top - (top * Size));
        return Lines.Select((line, index) => new SKPoint(LeftOf(line), first + (baselines[index] * Size)));
    }

    private float LeftOf(TextLine line)
    {
        float room = _inner.Width - (line.Shaped.Width * Size);
        bool isRight = _overlay.Alignment switch
        {
            TextAlignment.Left => false,
            TextAlignment.Right => true,
            TextAlignment.End => !_paragraphs[line.Paragraph].IsRightToLeft,
            _ => _paragraphs[line.Paragraph].IsRightToLeft,
        };
        float left = _inner.Left + (_overlay.Alignment == TextAlignment.Center ? room / 2 : isRight ? room : 0);
        SKRect reach = TextReach.Around(line.Shaped, _overlay);
        return Math.Max(Math.Min(left, _inner.Right - (reach.Right * Size)), _inner.Left - (reach.Left * Size));
    }

    private string TooLarge(float size)
    {
        List<TextLine> lines = Wrap(size, LineBreak.Anywhere);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The text does not fit: at its smallest size of {size:0.#} pixels it takes "
                + $"{Math.Ceiling(WidthOf(lines, size) - Slack)}x{Math.Ceiling(HeightOf(lines, size) - Slack)} "
                + $"pixels in {lines.Count} lines, and the box is {_inner.Width:0.#}x{_inner.Height:0.#}. Give it a larger box, a "
                + $"smaller MinSize or fewer words.");
    }
}
