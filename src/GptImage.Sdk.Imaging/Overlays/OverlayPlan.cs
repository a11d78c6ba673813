using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Texts and logos that go over a picture: the prompt asks for calm space where they will stand, and afterwards they are set
/// there.</summary>
public sealed record OverlayPlan
{
    /// <summary>Above this many characters a model tends to break a text; the client's check warns of it.</summary>
    private const int LongTextLength = 120;

    private readonly IReadOnlyList<TextOverlay> _texts = [];
    private readonly IReadOnlyList<LogoOverlay> _logos = [];

    /// <summary>Gets the texts, drawn in this order.</summary>
    public IReadOnlyList<TextOverlay> Texts
    {
        get => _texts;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _texts = [.. value];
        }
    }

    /// <summary>Gets the logos, drawn above the texts.</summary>
    public IReadOnlyList<LogoOverlay> Logos
    {
        get => _logos;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _logos = [.. value];
        }
    }

    /// <summary>Gets the overlay that stands for text elements of more than 120 characters, which the model cannot draw reliably: it is set
    /// with their text instead of its own, and several share its box from top to bottom.</summary>
    /// <value><see langword="null"/> leaves them to the model.</value>
    public TextOverlay? LongText { get; init; }

    /// <summary>Takes the long text elements of a request over into this plan.</summary>
    /// <param name="request">The request.</param>
    /// <returns>A plan in which they stand among <see cref="Texts"/>; this one when there are none, or no <see cref="LongText"/>.</returns>
    public OverlayPlan TakeOver(ImageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<TextElement> taken = [.. request.Text.Where(IsLong)];
        if (LongText is not { } template || taken.Count == 0)
        {
            return this;
        }

        return this with
        {
            Texts = [.. Texts, .. taken.Select((element, index) => template with
            {
                Text = element.Content,
                Box = Row(template.Box, index, taken.Count),
                Language = element.Language ?? template.Language,
            })],
        };
    }

    /// <summary>Makes the request that asks for the picture beneath: with calm space where texts and logos will stand, and without the text
    /// elements that are taken over.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The request to send.</returns>
    public ImageRequest Prepare(ImageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        OverlayPlan whole = TakeOver(request);
        List<string> spaces =
            [.. whole.Texts.Select(text => SpaceOf(text.Box, request.Size)),
            .. whole.Logos.Select(logo => WordsOf((int)logo.Place % 3, (int)logo.Place / 3))];
        return request with
        {
            Text = LongText is null ? request.Text : [.. request.Text.Where(element => !IsLong(element))],
            Prompt = spaces.Count == 0
                ? request.Prompt
                : $"{request.Prompt}\n\nKeep these parts of the picture calm and uncluttered, with an even background and no lettering "
                    + $"or logos in them, because text is set there later: {string.Join("; ", spaces.Distinct())}.",
        };
    }

    /// <summary>Sets texts and logos over a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The finished picture as PNG, at the picture's size and in its colours.</returns>
    /// <exception cref="MissingGlyphsException">A font lacks characters; they are named.</exception>
    /// <exception cref="ImagingException">The picture or a logo cannot be read, or a text does not fit into its box.</exception>
    public OverlayResult Apply(GeneratedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Apply(image, null);
    }

    /// <summary>Sets texts and logos over a picture of a call.</summary>
    internal OverlayResult Apply(GeneratedImage image, ImageResult? call)
    {
        using Raster picture = PictureDecoder.Decode(image.Bytes, "The picture");
        List<(TextOverlay Text, TextLayout Layout)> laidOut = [.. Texts.Select(text => (text, TextLayout.Create(text, picture.Size)))];
        List<Finding> findings = [];
        using Raster finished = Draw(picture, laidOut, findings);
        PlacedText[] placed = [.. laidOut.Select(piece => Placed(piece.Layout))];
        GeneratedImage result = new(PictureEncoder.EncodePng(finished));
        return new OverlayResult
        {
            Image = Lineage.Remember(
                result, image, call, [.. placed.Select(Described), .. Logos.Select(logo => Described(logo, picture.Size))]),
            Source = image,
            Texts = placed,
            Findings = findings,
            Call = call ?? Lineage.Find(image)?.Call,
        };
    }

    /// <summary>Finds out before the call what could fail after it: missing glyphs, unreadable logos, texts that do not fit where the size
    /// is known.</summary>
    internal void ThrowIfImpossible(ImageRequest request)
    {
        if (request.OutputFormat is { } format && (format == OutputFormat.Svg || format == OutputFormat.Gif))
        {
            throw new ImagingException($"Texts and logos cannot be set over '{format}'. Ask the service for png, jpeg or webp.");
        }

        ImageSize size = request.Size;
        foreach (TextOverlay text in Texts)
        {
            if (!size.IsAuto)
            {
                _ = TextLayout.Create(text, size);
            }
            else
            {
                _ = TextLayout.ReadParagraphs(text);
            }
        }

        foreach (LogoOverlay logo in Logos)
        {
            using Raster raster = PictureDecoder.Decode(logo.Logo, "The logo");
            if (!size.IsAuto)
            {
                _ = LogoPainter.PlaceOf(logo, raster.Size, size);
            }
        }
    }

    /// <summary>Draws one text after the other, so that each is measured against all that lies beneath it.</summary>
    private Raster Draw(Raster picture, List<(TextOverlay Text, TextLayout Layout)> texts, List<Finding> findings)
    {
        SKBitmap drawable = picture.ToDrawable();
        try
        {
            using SKCanvas canvas = new(drawable);
            foreach ((TextOverlay text, TextLayout layout) in texts)
            {
                using TextPainter painter = new(text, layout);
                painter.DrawBehind(canvas);
                findings.AddRange(layout.Findings);
                if (ContrastMeter.Check(text, painter, drawable) is { } finding)
                {
                    findings.Add(finding);
                }

                painter.DrawLetters(canvas);
            }

            foreach (LogoOverlay logo in Logos)
            {
                LogoPainter.Draw(canvas, logo, picture.Size);
            }
        }
        catch
        {
            drawable.Dispose();
            throw;
        }

        return picture.With(drawable);
    }

    private static bool IsLong(TextElement element) => element.Content.EnumerateRunes().Count() > LongTextLength;

    private static ImageArea Row(ImageArea box, int index, int count)
    {
        double height = box.Height / count;
        return box.Unit == ImageUnit.Pixels
            ? ImageArea.Pixels(box.X, box.Y + (index * height), box.Width, height)
            : ImageArea.Fractions(box.X, box.Y + (index * height), box.Width, height);
    }

    private static PlacedText Placed(TextLayout layout)
    {
        SKRectI area = SKRectI.Ceiling(layout.Area, outwards: true);
        return new PlacedText
        {
            Size = layout.Size,
            Lines = layout.Texts(),
            Area = ImageArea.Pixels(area.Left, area.Top, Math.Max(area.Width, 1), Math.Max(area.Height, 1)),
            Fonts =
            [
                .. layout.Runs()
                    .GroupBy(piece => piece.Run.Font.Name, StringComparer.Ordinal)
                    .OrderByDescending(font => font.Sum(piece => piece.Run.Glyphs.Length))
                    .Select(font => font.Key),
            ],
        };
    }

    private static string Described(PlacedText text) => string.Create(
        CultureInfo.InvariantCulture,
        $"Text set in {string.Join(", ", text.Fonts)} at {text.Size:0} pixels, {WordsFor(text.Area)}: {string.Join(" | ", text.Lines)}");

    private static string Described(LogoOverlay logo, ImageSize picture)
    {
        SKRectI place = LogoPainter.PlaceOf(logo, PictureDecoder.SizeOf(logo.Logo, "The logo"), picture);
        return $"Logo set, {WordsFor(ImageArea.Pixels(place.Left, place.Top, place.Width, place.Height))}.";
    }

    private static string WordsFor(ImageArea area) =>
        string.Create(CultureInfo.InvariantCulture, $"{area.Width:0}x{area.Height:0} at {area.X:0},{area.Y:0}");

    private static string SpaceOf(ImageArea box, ImageSize size)
    {
        if (box.Unit == ImageUnit.Pixels && size.IsAuto)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"a rectangle of {box.Width:0}x{box.Height:0} pixels, {box.X:0} from the left and {box.Y:0} from the top");
        }

        (double width, double height) = box.Unit == ImageUnit.Pixels ? (size.Width, size.Height) : (1.0, 1.0);
        (double left, double top) = (box.X / width, box.Y / height);
        (double right, double bottom) = (left + (box.Width / width), top + (box.Height / height));
        string words = WordsOf(Third((left + right) / 2), Third((top + bottom) / 2));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{words} ({left * 100:0} to {right * 100:0} % from the left, {top * 100:0} to {bottom * 100:0} % from the top)");
    }

    /// <summary>Gets which third a place is in, the last one first, as the places of logos are counted.</summary>
    private static int Third(double at) => at > 2.0 / 3 ? 0 : at > 1.0 / 3 ? 1 : 2;

    private static string WordsOf(int column, int row)
    {
        return "the " + (row, column) switch
        {
            (1, 1) => "center",
            (1, 0) => "right side",
            (1, _) => "left side",
            (0, 0) => "bottom right corner",
            (0, 1) => "bottom",
            (0, _) => "bottom left corner",
            (_, 0) => "top right corner",
            (_, 1) => "top",
            _ => "top left corner",
        };
    }
}
