using SkiaSharp;

namespace GptImage.Sdk.Imaging.Benchmarks;

/// <summary>Pictures with soft shapes and the grain of a photograph.</summary>
internal static class NoisyClouds
{
    /// <summary>Makes soft shapes with the grain of a photograph.</summary>
    public static byte[] Draw(int width, int height, int seed, SKEncodedImageFormat format)
    {
        using var bitmap =
            new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        using (var canvas = new SKCanvas(bitmap))
        using (SKShader clouds = SKShader.CreatePerlinNoiseFractalNoise(0.004f, 0.006f, 5, seed))
        using (var paint = new SKPaint { Shader = clouds })
        {
            canvas.Clear(SKColors.Gray);
            canvas.DrawRect(0, 0, width, height, paint);
        }

        uint state = 12345;
        Span<byte> bytes = bitmap.GetPixelSpan();
        for (int i = 0; i < bytes.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (i & 3) == 3 ? byte.MaxValue : (byte)Math.Clamp(bytes[i] + (int)(state >> 29) - 4, 0, 255);
        }

        return bitmap.Encode(format, format == SKEncodedImageFormat.Png ? 100 : 92)?.ToArray() ?? [];
    }
}
