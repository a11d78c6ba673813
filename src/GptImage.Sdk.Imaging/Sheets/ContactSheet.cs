using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Shows several pictures as one, for a person to look at.</summary>
/// <remarks>For a page with links and facts use <see cref="ImageGallery"/>.</remarks>
public static class ContactSheet
{
    private const int CaptionHeight = 56;
    private const double MaxCaptionSize = 22;
    private const double MinCaptionSize = 12;
    private const long MaxSheetPixels = 100_000_000;

    /// <summary>Puts pictures in rows, each with its caption; one that is too long for its place ends in three dots.</summary>
    /// <remarks>The pictures of a row have one height and each its own ratio, so that landscape and portrait stand beside each other
    /// without holes.</remarks>
    /// <param name="entries">The pictures, 1 or more.</param>
    /// <param name="options">How it looks; <see langword="null"/> for the defaults.</param>
    /// <returns>The sheet as PNG.</returns>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="MissingGlyphsException">No font has some characters of a caption, or there is no font.</exception>
    /// <exception cref="ImagingException">A picture cannot be read, or the sheet would be too large.</exception>
    public static GeneratedImage Create(IReadOnlyList<SheetEntry> entries, SheetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            throw new ArgumentException("A contact sheet needs at least one picture.", nameof(entries));
        }

        options = (options ?? new SheetOptions()).Checked();
        ImageSize[] sizes = [.. entries.Select((entry, index) => PictureDecoder.SizeOf(entry.Image, NameOf(index)))];
        int columns = Math.Min(options.Columns ?? SheetRow.CountFor(sizes), entries.Count);
        return Draw(entries, SheetRow.Arrange(sizes, columns, options), options);
    }

    /// <summary>Puts two pictures beside each other at their own size: before and after.</summary>
    /// <param name="before">The picture as it was.</param>
    /// <param name="after">The picture as it is.</param>
    /// <param name="gap">The space between them, in pixels.</param>
    /// <returns>The strip as PNG.</returns>
    /// <exception cref="ImagingException">A picture cannot be read.</exception>
    public static GeneratedImage BeforeAfter(ImageInput before, ImageInput after, int gap = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        using Raster left = PictureDecoder.Decode(before, "The picture before");
        using Raster right = PictureDecoder.Decode(after, "The picture after");
        using SKBitmap strip = Blank((long)left.Width + gap + right.Width, Math.Max(left.Height, right.Height), SKColors.White);
        using (SKCanvas canvas = new(strip))
        {
            DrawInto(canvas, left, SKRect.Create(0, 0, left.Width, left.Height));
            DrawInto(canvas, right, SKRect.Create(left.Width + gap, 0, right.Width, right.Height));
        }

        return Png(strip);
    }

    private static GeneratedImage Draw(IReadOnlyList<SheetEntry> entries, List<SheetRow> rows, SheetOptions options)
    {
        int caption = entries.Any(entry => !string.IsNullOrWhiteSpace(entry.Caption)) ? CaptionHeight : 0;
        using SKBitmap sheet = Blank(
            rows.Max(row => row.Widths.Sum(width => (long)width + options.Gap)) + options.Gap,
            rows.Sum(row => (long)row.Height + caption + options.Gap) + options.Gap,
            new SKColor(options.Background.R, options.Background.G, options.Background.B));
        ImageSize size = new(sheet.Width, sheet.Height);
        using (SKCanvas canvas = new(sheet))
        {
            int top = options.Gap;
            foreach (SheetRow row in rows)
            {
                int left = options.Gap;
                for (int i = 0; i < row.Widths.Count; i++)
                {
                    SheetEntry entry = entries[row.First + i];
                    DrawEntry(canvas, entry, row.First + i, SKRectI.Create(left, top, row.Widths[i], row.Height), size, options);
                    left += row.Widths[i] + options.Gap;
                }

                top += row.Height + caption + options.Gap;
            }
        }

        return Png(sheet);
    }

    private static void DrawEntry(SKCanvas canvas, SheetEntry entry, int index, SKRectI place, ImageSize sheet, SheetOptions options)
    {
        using Raster picture = PictureDecoder.Decode(entry.Image, NameOf(index));
        DrawInto(canvas, picture, place);
        if (!string.IsNullOrWhiteSpace(entry.Caption))
        {
            ImageArea box = ImageArea.Pixels(place.Left, place.Bottom + 4, place.Width, CaptionHeight - 4);
            DrawCaption(canvas, entry.Caption, box, sheet, options);
        }
    }

    private static string NameOf(int index) => $"Picture {index + 1} of the sheet";

    private static GeneratedImage Png(SKBitmap drawn)
    {
        using Raster raster = Raster.FromDrawable(drawn);
        return new GeneratedImage(PictureEncoder.EncodePng(raster));
    }

    private static void DrawCaption(SKCanvas canvas, string caption, ImageArea box, ImageSize size, SheetOptions options)
    {
        var text = new TextOverlay(caption, box)
        {
            Fonts = options.Fonts,
            Color = options.CaptionColor,
            Alignment = TextAlignment.Center,
            VerticalAlignment = VerticalAlignment.Top,
            MaxSize = MaxCaptionSize,
            MinSize = MinCaptionSize,
        };
        TextLayout? layout = TextLayout.TryCreate(text, size);
        if (layout is null)
        {
            (text, layout) = Shortened(text, size);
        }

        TextPainter.Draw(canvas, text, layout);
    }

    /// <summary>Leaves out as much of the end of a caption as must be for the rest to fit.</summary>
    private static (TextOverlay Text, TextLayout Layout) Shortened(TextOverlay text, ImageSize size)
    {
        string dots = text.Fonts.Any(font => font.Covers("…")) || text.Fonts.Count == 0 ? "…" : "...";
        int[] ends = StringInfo.ParseCombiningCharacters(text.Text);
        (int fits, int tooMany) = (0, ends.Length);
        TextLayout? best = null;
        while (tooMany - fits > 1)
        {
            int middle = (fits + tooMany) / 2;
            TextLayout? layout = TextLayout.TryCreate(text with { Text = text.Text[..ends[middle]].TrimEnd() + dots }, size);
            (fits, tooMany) = layout is null ? (fits, middle) : (middle, tooMany);
            best = layout ?? best;
        }

        return best is null
            ? throw new ImagingException("The cells of the sheet are too small for captions. Make CellSize larger.")
            : (text with { Text = text.Text[..ends[fits]].TrimEnd() + dots }, best);
    }

    /// <summary>Draws a picture into a cell, in the middle and never larger than it is.</summary>
    private static void DrawInto(SKCanvas canvas, Raster picture, SKRect cell)
    {
        float scale = Math.Min(1, Math.Min(cell.Width / picture.Width, cell.Height / picture.Height));
        (int width, int height) =
            (Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
        using Raster? scaled = scale < 1 ? picture.Scale(width, height) : null;
        using SKBitmap drawable = (scaled ?? picture).ToDrawable();
        canvas.DrawBitmap(
            drawable, (int)(cell.Left + ((cell.Width - width) / 2)), (int)(cell.Top + ((cell.Height - height) / 2)),
            new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static SKBitmap Blank(long width, long height, SKColor color)
    {
        if (width > MaxSheetPixels / height)
        {
            throw new ImagingException($"The sheet would be {width}x{height} pixels. Choose smaller cells or fewer pictures.");
        }

        SKBitmap bitmap =
            Raster.Allocate(new SKImageInfo((int)width, (int)height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        bitmap.Erase(color);
        return bitmap;
    }
}
