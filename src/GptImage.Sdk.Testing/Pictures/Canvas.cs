using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Makes the bitmaps that are drawn on: 8-bit RGBA without a colour space, so that no pixel is converted.</summary>
internal static class Canvas
{
    public static SKBitmap Create(int width, int height, SKAlphaType alpha = SKAlphaType.Premul)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha));
        bitmap.Erase(SKColors.Transparent);
        return bitmap;
    }

    /// <summary>Copies a bitmap into another alpha type, pixel by pixel the same colour.</summary>
    public static SKBitmap Convert(SKBitmap bitmap, SKAlphaType alpha)
    {
        SKBitmap converted = Create(bitmap.Width, bitmap.Height, alpha);
        using SKPixmap pixels = bitmap.PeekPixels();
        pixels.ReadPixels(converted.Info, converted.GetPixels(), converted.RowBytes);
        return converted;
    }
}
