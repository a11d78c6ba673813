using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Writes masks as the service takes them: PNG with alpha, transparent where to edit, below 4 MB.</summary>
internal static class MaskEncoder
{
    /// <summary>The service takes masks below this length.</summary>
    /// <remarks>Source: API reference, <em>Create image edit</em>, <c>mask</c>, read 2026-11-23.</remarks>
    public const int MaxMaskBytes = 4 * 1024 * 1024;

    /// <summary>Encodes the mask of a picture, or of the canvas on which it lies.</summary>
    /// <exception cref="ImagingException">The mask is too fine to be stored in 4 MB.</exception>
    public static byte[] Encode(MaskPlane mask, CanvasFit? fit = null, int maxBytes = MaxMaskBytes)
    {
        using Raster raster = ToRaster(mask, fit);
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

    private static Raster ToRaster(MaskPlane mask, CanvasFit? fit)
    {
        ImageSize size = fit?.CanvasSize ?? mask.Size;
        Raster raster = new(size.Width, size.Height, SKColorSpace.CreateSrgb(), isOpaque: false);
        raster.Pixels.Fill(0xFF000000);
        if (fit is null)
        {
            Write(mask, raster, 0, 0);
            return raster;
        }

        using MaskPlane? scaled = fit.IsScaled ? Scaled(mask, fit.ContentSize) : null;
        Write(scaled ?? mask, raster, fit.Left, fit.Top);
        return raster;
    }

    private static void Write(MaskPlane mask, Raster raster, int left, int top)
    {
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> weights = mask.Row(y);
            Span<uint> pixels = raster.Row(top + y).Slice(left, mask.Width);
            for (int x = weights.IndexOfAnyExcept((byte)0); x >= 0 && x < weights.Length; x++)
            {
                pixels[x] = (uint)(byte.MaxValue - weights[x]) << 24;
            }
        }
    }

    /// <summary>Scales a mask down. Where any pixel may change wholly, the pixel that it falls into may, so that the smallest region
    /// stays.</summary>
    private static MaskPlane Scaled(MaskPlane mask, ImageSize size)
    {
        MaskPlane scaled = new(size.Width, size.Height);
        using SKPixmap from = mask.Bitmap.PeekPixels();
        using SKPixmap to = scaled.Bitmap.PeekPixels();
        _ = from.ScalePixels(to, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        for (int y = 0; y < mask.Height; y++)
        {
            (int top, int bottom) = Covered(y, y + 1, size.Height, mask.Height);
            ReadOnlySpan<byte> row = mask.Row(y);
            for (int left = row.IndexOf(MaskPlane.Edit); left >= 0 && left < row.Length;)
            {
                int length = row[left..].IndexOfAnyExcept(MaskPlane.Edit);
                int right = length < 0 ? row.Length : left + length;
                (int first, int end) = Covered(left, right, size.Width, mask.Width);
                for (int line = top; line < bottom; line++)
                {
                    scaled.Row(line)[first..end].Fill(MaskPlane.Edit);
                }

                int next = row[right..].IndexOf(MaskPlane.Edit);
                left = next < 0 ? row.Length : right + next;
            }
        }

        return scaled;
    }

    /// <summary>Gets which of the fewer pixels some of the many fall into.</summary>
    private static (int First, int End) Covered(int first, int end, int fewer, int many) =>
        ((int)((long)first * fewer / many), (int)((((long)end * fewer) + many - 1) / many));

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
