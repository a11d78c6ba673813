using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Decodes a picture into unpremultiplied pixels, upright.</summary>
internal static class PictureDecoder
{
    /// <summary>Decodes a picture, upright and not premultiplied.</summary>
    /// <exception cref="UnreadableInputException">The pixels cannot be read.</exception>
    public static SKBitmap Decode(ReadOnlyMemory<byte> bytes, int number)
    {
        using SKData data = SKData.CreateCopy(bytes.Span);
        using SKCodec codec = SKCodec.Create(data) ?? throw new UnreadableInputException(number);
        SKImageInfo stored = codec.Info;
        SKBitmap bitmap = Canvas.Create(stored.Width, stored.Height, SKAlphaType.Unpremul);
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new UnreadableInputException(number);
        }

        var origin = (SKEncodedOrigin)ImageOrientation.Read(bytes.Span);
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return bitmap;
        }

        using (bitmap)
        {
            return Orientation.Apply(bitmap, origin);
        }
    }
}
