using System.Globalization;
using System.Numerics;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>For each pixel of a picture how much of it may change: 255 wholly, 0 not at all.</summary>
internal sealed class MaskPlane : IDisposable
{
    public const byte Edit = byte.MaxValue;

    private readonly SKBitmap _bitmap;

    /// <summary>Makes a mask that keeps everything.</summary>
    /// <exception cref="ImagingException">It is too large.</exception>
    public MaskPlane(int width, int height)
    {
        if ((long)width * height > PictureDecoder.MostMaxPixels)
        {
            throw new ImagingException(
                string.Create(CultureInfo.InvariantCulture,
                $"A mask of {width}x{height} has {(long)width * height:N0} pixels; at most {PictureDecoder.MostMaxPixels:N0} are "
                + $"supported. Scale the picture down."));
        }

        _bitmap = Raster.Allocate(new SKImageInfo(width, height, SKColorType.Alpha8, SKAlphaType.Premul));
        Weights.Clear();
    }

    private MaskPlane(SKBitmap bitmap) => _bitmap = bitmap;

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    public ImageSize Size => new(Width, Height);

    public SKBitmap Bitmap => _bitmap;

    /// <summary>Gets all weights, row by row without gaps.</summary>
    public Span<byte> Weights => _bitmap.GetPixelSpan();

    public Span<byte> Row(int y) => Weights.Slice(y * Width, Width);

    /// <summary>Reads a mask as the service does: transparent pixels may change.</summary>
    /// <exception cref="ImagingException">The mask cannot be read, or is not of the picture's size.</exception>
    public static MaskPlane FromAlpha(ImageInput mask, ImageSize size, string what) =>
        FromAlpha(InputBytes.Read(mask, what), size, what, own => OtherSize(own, size, what));

    /// <inheritdoc cref="FromAlpha(ImageInput, ImageSize, string)"/>
    public static MaskPlane FromAlpha(ReadOnlyMemory<byte> mask, ImageSize size, string what, Func<ImageSize, Exception> otherSize)
    {
        using Raster raster = PictureDecoder.Decode(mask, what, size, otherSize);
        MaskPlane plane = new(raster.Width, raster.Height);
        if (!raster.IsOpaque)
        {
            Fill(raster, plane, static pixel => (byte)(byte.MaxValue - (pixel >> 24)));
        }

        return plane;
    }

    /// <summary>Reads a mask from light and dark: pixels lighter than half may change. Where nothing is drawn, nothing is marked.</summary>
    /// <exception cref="ImagingException">The mask cannot be read, or is not of the picture's size.</exception>
    public static MaskPlane FromLightness(ImageInput mask, ImageSize size, bool whiteIsEdit, string what)
    {
        using Raster raster = PictureDecoder.Decode(InputBytes.Read(mask, what), what, size, own => OtherSize(own, size, what));
        MaskPlane plane = new(raster.Width, raster.Height);
        byte light = whiteIsEdit ? Edit : (byte)0;
        byte dark = (byte)(Edit - light);
        Fill(raster, plane, pixel => pixel >> 24 <= (uint)sbyte.MaxValue ? (byte)0 : Luma(pixel) > sbyte.MaxValue ? light : dark);
        return plane;
    }

    public MaskPlane Copy() => new(_bitmap.Copy());

    /// <summary>Counts the pixels that may change wholly, and those that may not at all.</summary>
    public (long Edited, long Kept) Count()
    {
        long kept = 0;
        long edited = 0;
        for (int y = 0; y < Height; y++)
        {
            ReadOnlySpan<byte> row = Row(y);
            kept += row.Count((byte)0);
            edited += row.Count(Edit);
        }

        return (edited, kept);
    }

    public void Invert()
    {
        Span<byte> weights = Weights;
        int at = 0;
        for (; at + Vector<byte>.Count <= weights.Length; at += Vector<byte>.Count)
        {
            (~new Vector<byte>(weights[at..])).CopyTo(weights[at..]);
        }

        for (; at < weights.Length; at++)
        {
            weights[at] = (byte)~weights[at];
        }
    }

    /// <summary>Takes the larger of each two weights.</summary>
    public void Add(MaskPlane other) => Combine(other, Vector.Max, Math.Max);

    /// <summary>Takes the smaller of each two weights.</summary>
    public void Intersect(MaskPlane other) => Combine(other, Vector.Min, Math.Min);

    public void Dispose() => _bitmap.Dispose();

    private void Combine(MaskPlane other, Func<Vector<byte>, Vector<byte>, Vector<byte>> many, Func<byte, byte, byte> one)
    {
        Span<byte> weights = Weights;
        ReadOnlySpan<byte> others = other.Weights;
        int at = 0;
        for (; at + Vector<byte>.Count <= weights.Length; at += Vector<byte>.Count)
        {
            many(new Vector<byte>(weights[at..]), new Vector<byte>(others[at..])).CopyTo(weights[at..]);
        }

        for (; at < weights.Length; at++)
        {
            weights[at] = one(weights[at], others[at]);
        }
    }

    private static void Fill(Raster raster, MaskPlane plane, Func<uint, byte> weight)
    {
        ReadOnlySpan<uint> pixels = raster.Pixels;
        Span<byte> weights = plane.Weights;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = weight(pixels[i]);
        }
    }

    private static uint Luma(uint pixel) => (((pixel & 0xFF) * 77) + (((pixel >> 8) & 0xFF) * 150) + (((pixel >> 16) & 0xFF) * 29)) >> 8;

    private static ImagingException OtherSize(ImageSize own, ImageSize size, string what) =>
        new($"{what} is {own} and the picture {size}; make {what.ToLowerInvariant()} {size}.");
}
