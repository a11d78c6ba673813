using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Support;

internal static class TestPictures
{
    public static byte[] Filled(int width, int height, SKColor color, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(color);
        return bitmap.Encode(format, 90).ToArray();
    }

    /// <summary>A picture in which every pixel differs from its neighbours, with half-transparent ones among them.</summary>
    public static byte[] Noise(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Span<byte> bytes = bitmap.GetPixelSpan();
        uint state = 12345;
        for (int index = 0; index < bytes.Length; index++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            bytes[index] = index % 4 == 3 ? (byte)(128 + (state >> 25)) : (byte)(state >> 24);
        }

        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>A mask that is transparent inside a rectangle alone.</summary>
    public static byte[] Mask(int width, int height, SKRectI window)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.Black);
        bitmap.Erase(SKColors.Transparent, window);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    public static byte[] Opaque(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.White);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    public static SKBitmap Decode(byte[] bytes)
    {
        using SKCodec codec = SKCodec.Create(new MemoryStream(bytes));
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return bitmap;
    }
}
