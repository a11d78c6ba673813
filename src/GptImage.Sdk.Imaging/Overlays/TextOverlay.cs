using System.Drawing;

namespace GptImage.Sdk.Imaging;

/// <summary>A text set over a picture in a real font, as large as its box allows.</summary>
/// <remarks>
/// Shaped by HarfBuzz: ligatures, Arabic joining, Indic conjuncts, emoji where the font has them. Mixed directions follow the Unicode
/// bidirectional algorithm (UAX #9) with its embeddings, isolates and bracket pairs. Lines break by the Unicode line breaking algorithm
/// (UAX #14); Korean words keep together, and a soft hyphen (U+00AD) is drawn where a line breaks at it. Thai, Lao, Khmer and Burmese break
/// at zero width spaces (U+200B) if the text has them, else a long phrase breaks between letters, with a finding; so does a word that would
/// force the whole text to less than half of its size.
/// </remarks>
public sealed record TextOverlay
{
    private readonly string _text = "";
    private readonly ImageArea _box;
    private readonly IReadOnlyList<OverlayFont> _fonts = [];

    /// <summary>Places a text.</summary>
    /// <param name="text">The text; a line break in it begins a new line.</param>
    /// <param name="box">The box it stands in.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty or white space, or the box is empty.</exception>
    public TextOverlay(string text, ImageArea box)
    {
        Text = text;
        Box = box;
    }

    /// <summary>Gets the text.</summary>
    /// <exception cref="ArgumentException">It is empty or white space.</exception>
    public string Text
    {
        get => _text;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(Text));
            _text = value;
        }
    }

    /// <summary>Gets the box it stands in.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public ImageArea Box
    {
        get => _box;
        init => _box = value != default
            ? value
            : throw new ArgumentException("The box is empty. Make it with ImageArea.Pixels or ImageArea.Fractions.", nameof(Box));
    }

    /// <summary>Gets the fonts: each character comes from the first that has it.</summary>
    /// <value>Empty by default: installed fonts are searched.</value>
    public IReadOnlyList<OverlayFont> Fonts
    {
        get => _fonts;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _fonts = [.. value];
        }
    }

    /// <summary>Gets the colour of the letters.</summary>
    /// <value>White by default.</value>
    public Color Color { get; init; } = Color.White;

    /// <summary>Gets the largest font size in pixels.</summary>
    /// <value>Above 0; <see langword="null"/> by default: as large as the box allows.</value>
    public double? MaxSize { get; init; }

    /// <summary>Gets the smallest font size in pixels. A text that does not fit even then is an error.</summary>
    /// <value>Above 0; 10 by default.</value>
    public double MinSize { get; init; } = 10;

    /// <summary>Gets where the lines stand between the left and the right edge.</summary>
    public TextAlignment Alignment { get; init; }

    /// <summary>Gets where they stand between the top and the bottom edge.</summary>
    public VerticalAlignment VerticalAlignment { get; init; }

    /// <summary>Gets in which direction the text runs.</summary>
    public TextDirection Direction { get; init; }

    /// <summary>Gets the language as a BCP 47 tag, for fonts with forms of their own for it: <c>sr</c>, <c>zh-Hant</c>.</summary>
    /// <value><see langword="null"/> for none. Fonts of this machine are then chosen by the letters: Japanese with kana, Korean with
    /// hangul, else Simplified Chinese.</value>
    public string? Language { get; init; }

    /// <summary>Gets the weight of the letters: 400 is regular, 700 bold. Variable fonts are set to it; of several fonts of one family the
    /// nearest is taken. A finding says when none is close.</summary>
    /// <value>1 to 1000; <see langword="null"/> by default: the fonts as they are, regular ones of this machine.</value>
    public int? Weight { get; init; }

    /// <summary>Gets whether the letters are italic, by a variable font's axis or an italic font of the family. A finding tells when there
    /// is none.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IsItalic { get; init; }

    /// <summary>Gets the distance from line to line, as a multiple of what the font needs.</summary>
    /// <value>1.1 by default.</value>
    public double LineSpacing { get; init; } = 1.1;

    /// <summary>Gets what is added between letters, as a share of the font size.</summary>
    /// <value>0 by default; 0.05 to 0.2 suits capitals, less than 0 moves letters closer. Scripts whose letters join, such as Arabic, are
    /// not spaced.</value>
    public double LetterSpacing { get; init; }

    /// <summary>Gets the line around the letters.</summary>
    /// <value><see langword="null"/> for none.</value>
    public TextOutline? Outline { get; init; }

    /// <summary>Gets the shadow behind the letters.</summary>
    /// <value><see langword="null"/> for none.</value>
    public TextShadow? Shadow { get; init; }

    /// <summary>Gets the colour of a panel behind the whole box.</summary>
    /// <value><see langword="null"/> for none.</value>
    public Color? Panel { get; init; }

    /// <summary>Gets how far the letters stay from the edges of the box, as a share of its short side.</summary>
    /// <value>0 to below 0.5; <see langword="null"/> by default: 0.1 with a <see cref="Panel"/>, otherwise 0.</value>
    public double? Padding { get; init; }

    /// <summary>Gets the contrast below which a finding warns.</summary>
    /// <value>4.5 by default, the minimum of WCAG 2.2 for text; 3 is enough for large letters; 0 asks for no check.</value>
    public double MinContrast { get; init; } = 4.5;

    /// <summary>Finds the largest size at which each of several texts fits its box, for a series that is set in one size: pass the same
    /// text in several languages, or all texts of a picture, and give the result to each as <see cref="MaxSize"/>.</summary>
    /// <param name="picture">The size of the picture.</param>
    /// <param name="texts">The texts.</param>
    /// <returns>The font size in pixels.</returns>
    /// <exception cref="ArgumentException"><paramref name="texts"/> is empty.</exception>
    /// <exception cref="MissingGlyphsException">No font has some of the characters.</exception>
    /// <exception cref="ImagingException">A text does not fit at its smallest size.</exception>
    public static double FindCommonSize(ImageSize picture, params IReadOnlyList<TextOverlay> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Count > 0
            ? texts.Min(text => (double)TextLayout.Create(text, picture).Size)
            : throw new ArgumentException("There is no text to find a size for.", nameof(texts));
    }
}
