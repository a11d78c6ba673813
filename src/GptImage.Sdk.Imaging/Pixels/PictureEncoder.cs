using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Turns pixels into files, with their colour profile.</summary>
internal static class PictureEncoder
{
    /// <summary>Two thirds of the default's time for a file that is a tenth larger.</summary>
    private const int PngCompression = 3;
    private const int DefaultQuality = 95;
    private const int MaxWebpEdge = 16_383;
    private const int MaxJpegEdge = 65_500;

    public static byte[] EncodePng(Raster raster) =>
        Encode(raster, new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, PngCompression));

    /// <summary>Refuses what no picture, or none of this size, can be written as.</summary>
    /// <exception cref="ImagingException">The format is another one, or too narrow.</exception>
    public static void ThrowIfImpossible(OutputFormat format, ImageSize size)
    {
        int most = format.Value switch
        {
            "png" => int.MaxValue,
            "webp" => MaxWebpEdge,
            "jpeg" => MaxJpegEdge,
            _ => throw new ImagingException($"Pictures are not written as '{format}' here. Choose png, jpeg or webp."),
        };
        if (Math.Max(size.Width, size.Height) > most)
        {
            throw new ImagingException(
                string.Create(CultureInfo.InvariantCulture,
                $"A picture of {size} cannot be written as {format}, whose edges are at most {most:N0} pixels. Choose png."));
        }
    }

    /// <summary>Encodes in a format that keeps what it can.</summary>
    /// <param name="raster">The pixels.</param>
    /// <param name="format">PNG, JPEG or WebP. JPEG shows transparent parts on white.</param>
    /// <param name="quality">0 to 100 for JPEG and WebP; <see langword="null"/> for 95 and lossless.</param>
    /// <exception cref="ImagingException">The format is another one.</exception>
    public static byte[] Encode(Raster raster, OutputFormat format, int? quality = null)
    {
        switch (format.Value)
        {
            case "png":
                return EncodePng(raster);
            case "webp":
                return Encode(
                    raster, quality is { } lossy
                    ? new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, lossy)
                    : new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 20));
            case "jpeg":
                using (Raster? flat = raster.IsOpaque ? null : OnWhite(raster))
                {
                    return Encode(flat ?? raster, new SKJpegEncoderOptions(quality ?? DefaultQuality));
                }

            default:
                throw new ImagingException($"Pictures are not written as '{format}' here. Choose png, jpeg or webp.");
        }
    }

    private static byte[] Encode(Raster raster, SKPngEncoderOptions options)
    {
        using SKPixmap pixels = raster.Bitmap.PeekPixels();
        return Bytes(pixels.Encode(options), raster);
    }

    private static byte[] Encode(Raster raster, SKJpegEncoderOptions options)
    {
        using SKPixmap pixels = raster.Bitmap.PeekPixels();
        return Bytes(pixels.Encode(options), raster);
    }

    private static byte[] Encode(Raster raster, SKWebpEncoderOptions options)
    {
        using SKPixmap pixels = raster.Bitmap.PeekPixels();
        return Bytes(pixels.Encode(options), raster);
    }

    private static byte[] Bytes(SKData? data, Raster raster)
    {
        using (data)
        {
            return data?.ToArray()
                ?? throw new ImagingException($"A picture of {raster.Size} cannot be written in this format. Choose png.");
        }
    }

    private static Raster OnWhite(Raster raster)
    {
        using SKBitmap drawable = raster.ToDrawable();
        SKBitmap white =
            Raster.Allocate(new SKImageInfo(raster.Width, raster.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, raster.Colors));
        white.Erase(SKColors.White);
        using SKCanvas canvas = new(white);
        canvas.DrawBitmap(drawable, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return Raster.FromDrawable(white);
    }
}
