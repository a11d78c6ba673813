using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>The pixels of a picture: 8-bit RGBA, colour apart from alpha, in the picture's own colour space.</summary>
internal sealed class Raster : IDisposable
{
    private readonly SKBitmap _bitmap;

    public Raster(int width, int height, SKColorSpace? colors, bool isOpaque)
    {
        _bitmap =
            Allocate(new SKImageInfo(width, height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul, colors));
    }

    private Raster(SKBitmap bitmap) => _bitmap = bitmap;

    /// <summary>Makes a bitmap of transparent black.</summary>
    /// <exception cref="ImagingException">There is not enough memory.</exception>
    public static SKBitmap Allocate(SKImageInfo info)
    {
        SKBitmap bitmap = new();
        if (bitmap.TryAllocPixels(info))
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw new ImagingException($"There is not enough memory for a picture of {info.Width}x{info.Height} pixels.");
    }

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    public ImageSize Size => new(Width, Height);

    public bool IsOpaque => _bitmap.AlphaType == SKAlphaType.Opaque;

    public SKColorSpace? Colors => _bitmap.ColorSpace;

    public SKBitmap Bitmap => _bitmap;

    /// <summary>Gets all pixels, row by row without gaps; a pixel is 0xAABBGGRR.</summary>
    public Span<uint> Pixels => MemoryMarshal.Cast<byte, uint>(_bitmap.GetPixelSpan());

    /// <summary>Gets the pixels of a row.</summary>
    public Span<uint> Row(int y) => Pixels.Slice(y * Width, Width);

    /// <summary>Tells whether both mean the same colours by the same numbers.</summary>
    public bool HasColorsOf(Raster other) =>
        Colors is null || other.Colors is null || SKColorSpace.Equal(Colors, other.Colors);

    /// <summary>Makes a copy in other colours or with another kind of alpha.</summary>
    public Raster Convert(SKColorSpace? colors, bool isOpaque)
    {
        Raster copy = new(Width, Height, colors, isOpaque);
        CopyTo(copy._bitmap);
        return copy;
    }

    /// <summary>Makes a copy that a canvas can draw on: premultiplied.</summary>
    public SKBitmap ToDrawable()
    {
        SKBitmap drawable =
            Allocate(new SKImageInfo(Width, Height, SKColorType.Rgba8888, IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, Colors));
        CopyTo(drawable);
        return drawable;
    }

    /// <summary>Takes what was drawn on a canvas, and with it the bitmap.</summary>
    public static Raster FromDrawable(SKBitmap drawable)
    {
        if (drawable.AlphaType == SKAlphaType.Opaque)
        {
            return new Raster(drawable);
        }

        using (drawable)
        {
            Raster raster = new(drawable.Width, drawable.Height, drawable.ColorSpace, isOpaque: false);
            using SKPixmap from = drawable.PeekPixels();
            using SKPixmap to = raster._bitmap.PeekPixels();
            _ = from.ReadPixels(to);
            return raster;
        }
    }

    /// <summary>Takes what was drawn over a copy of this picture, and with it the bitmap; pixels that the drawing did not touch stay as
    /// they are, bit for bit.</summary>
    public Raster With(SKBitmap drawn)
    {
        if (IsOpaque)
        {
            return FromDrawable(drawn);
        }

        // Halfway transparent colours lose levels on the way through premultiplied ones and back.
        using SKBitmap now = drawn;
        using SKBitmap before = ToDrawable();
        Raster copy = new(Width, Height, Colors, isOpaque: false);
        using SKPixmap from = now.PeekPixels();
        using SKPixmap to = copy._bitmap.PeekPixels();
        _ = from.ReadPixels(to);
        ReadOnlySpan<uint> untouched = MemoryMarshal.Cast<byte, uint>(before.GetPixelSpan());
        ReadOnlySpan<uint> touched = MemoryMarshal.Cast<byte, uint>(now.GetPixelSpan());
        ReadOnlySpan<uint> own = Pixels;
        Span<uint> target = copy.Pixels;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = untouched[i] == touched[i] ? own[i] : target[i];
        }

        return copy;
    }

    /// <summary>Makes a copy of another size.</summary>
    public Raster Scale(int width, int height)
    {
        Raster scaled = new(width, height, Colors, IsOpaque);
        Resampler.Scale(this, scaled);
        return scaled;
    }

    /// <summary>Tells whether no pixel lets anything through, whatever the format could carry.</summary>
    public bool HasOnlyOpaquePixels()
    {
        if (IsOpaque)
        {
            return true;
        }

        uint all = uint.MaxValue;
        Span<uint> pixels = Pixels;
        for (int start = 0; start < pixels.Length && all >> 24 == byte.MaxValue; start += 4096)
        {
            foreach (uint pixel in pixels.Slice(start, Math.Min(4096, pixels.Length - start)))
            {
                all &= pixel;
            }
        }

        return all >> 24 == byte.MaxValue;
    }

    public void Dispose() => _bitmap.Dispose();

    private void CopyTo(SKBitmap target)
    {
        using SKPixmap from = _bitmap.PeekPixels();
        using SKPixmap to = target.PeekPixels();
        _ = from.ReadPixels(to);
    }
}
