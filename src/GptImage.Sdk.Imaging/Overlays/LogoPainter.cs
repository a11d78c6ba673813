using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Places and draws logos.</summary>
internal static class LogoPainter
{
    /// <summary>Gets where a logo stands, on whole pixels.</summary>
    /// <exception cref="ImagingException">There is no room between the margins.</exception>
    public static SKRectI PlaceOf(LogoOverlay logo, ImageSize own, ImageSize picture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(logo.MarginShare, nameof(logo.MarginShare));
        double margin = logo.MarginShare * Math.Min(picture.Width, picture.Height);
        double width = Math.Min(logo.MaxWidthShare * picture.Width, picture.Width - (2 * margin));
        double height = Math.Min(logo.MaxHeightShare * picture.Height, picture.Height - (2 * margin));
        if (!(width >= 1 && height >= 1))
        {
            throw new ImagingException(
                $"There is no room for the logo in a picture of {picture} with a margin on each side. Make the margin smaller.");
        }

        double scale = Math.Min(width / own.Width, height / own.Height);
        scale = logo.AllowEnlarging ? scale : Math.Min(1, scale);
        (int drawnWidth, int drawnHeight) =
            (Math.Max(1, (int)Math.Round(own.Width * scale)), Math.Max(1, (int)Math.Round(own.Height * scale)));
        int left = Along((int)logo.Place % 3, picture.Width, drawnWidth, margin);
        int top = Along((int)logo.Place / 3, picture.Height, drawnHeight, margin);
        return SKRectI.Create(left, top, drawnWidth, drawnHeight);
    }

    public static void Draw(SKCanvas canvas, LogoOverlay logo, ImageSize picture)
    {
        using Raster raster = PictureDecoder.Decode(logo.Logo, "The logo");
        SKRectI place = PlaceOf(logo, raster.Size, picture);
        using Raster? scaled = raster.Size == new ImageSize(place.Width, place.Height) ? null : raster.Scale(place.Width, place.Height);
        using SKBitmap drawable = (scaled ?? raster).ToDrawable();
        using SKPaint paint = new() { Color = SKColors.Black.WithAlpha((byte)Math.Round(Math.Clamp(logo.Opacity, 0, 1) * byte.MaxValue)) };
        canvas.DrawBitmap(drawable, place.Left, place.Top, new SKSamplingOptions(SKFilterMode.Nearest), paint);
    }

    /// <summary>Gets the near edge: 0 stands at the far end, 1 in the middle, 2 at the beginning.</summary>
    private static int Along(int position, int room, int length, double margin) => position switch
    {
        0 => (int)Math.Round(room - margin - length),
        1 => (int)Math.Round((room - length) / 2.0),
        _ => (int)Math.Round(margin),
    };
}
