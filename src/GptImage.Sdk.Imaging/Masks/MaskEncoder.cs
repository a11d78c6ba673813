using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Writes masks as the service takes them: PNG with alpha, transparent where to edit, below 4 MB.</summary>
internal static class MaskEncoder
{
    /// <summary>The service takes masks below this length.</summary>
    /// <remarks>Source: API reference, <em>Create image edit</em>, <c>mask</c>, read 2026-11-23.</remarks>
    public const int MaxMaskBytes = 4 * 1024 * 1024;

    /// <summary>Encodes a mask.</summary>
    /// <exception cref="ImagingException">The mask is too fine to be stored in 4 MB.</exception>
    public static byte[] Encode(MaskPlane mask, int maxBytes = MaxMaskBytes)
    {
        using Raster raster = ToRaster(mask);
        byte[] file = Encode(raster, SKPngEncoderFilterFlags.Sub, 1);
        if (file.Length >= maxBytes)
        {
            file = Encode(raster, SKPngEncoderFilterFlags.AllFilters, 6);
        }

        if (file.Length >= maxBytes)
        {
            Harden(raster);
            file = Encode(raster, SKPngEncoderFilterFlags.None, 6);
        }

        return file.Length < maxBytes
            ? file
            : throw new ImagingException(
                string.Create(CultureInfo.InvariantCulture,
                $"The mask takes {file.Length:N0} bytes even without soft edges; the service takes less than {maxBytes:N0}. Its outline "
                + $"is too fine: smooth it with Grow and Shrink."));
    }

    /// <summary>A mask that marks nothing has no alpha channel: the client refuses it by its header, before anything is paid.</summary>
    private static Raster ToRaster(MaskPlane mask)
    {
        bool isEmpty = mask.Count().Edited == 0;
        Raster raster = new(mask.Width, mask.Height, SKColorSpace.CreateSrgb(), isOpaque: isEmpty);
        raster.Pixels.Fill(0xFF000000);
        if (isEmpty)
        {
            return raster;
        }

        ReadOnlySpan<byte> weights = mask.Weights;
        Span<uint> pixels = raster.Pixels;
        for (int i = weights.IndexOfAnyExcept((byte)0); i >= 0 && i < weights.Length; i++)
        {
            pixels[i] = (uint)(byte.MaxValue - weights[i]) << 24;
        }

        return raster;
    }

    private static void Harden(Raster raster)
    {
        foreach (ref uint pixel in raster.Pixels)
        {
            pixel = pixel >> 24 > sbyte.MaxValue ? 0xFF000000 : 0;
        }
    }

    private static byte[] Encode(Raster raster, SKPngEncoderFilterFlags filters, int level)
    {
        using SKPixmap pixels = raster.Bitmap.PeekPixels();
        using SKData? data = pixels.Encode(new SKPngEncoderOptions(filters, level));
        return data?.ToArray() ?? throw new ImagingException("The mask cannot be written as PNG.");
    }
}
