using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Turns a picture as its EXIF orientation asks.</summary>
internal static class Orientation
{
    public static SKBitmap Apply(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        (float width, float height) = (bitmap.Width, bitmap.Height);
        SKMatrix matrix = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
        bool isTurned = matrix.ScaleX == 0;
        using SKBitmap turned = Canvas.Create(isTurned ? bitmap.Height : bitmap.Width, isTurned ? bitmap.Width : bitmap.Height);
        using (var canvas = new SKCanvas(turned))
        {
            canvas.SetMatrix(matrix);
            using SKImage image = SKImage.FromBitmap(bitmap);
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        }

        return Canvas.Convert(turned, SKAlphaType.Unpremul);
    }
}
