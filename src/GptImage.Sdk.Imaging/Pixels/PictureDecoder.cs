using System.Globalization;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Turns the bytes of a picture into pixels, as a viewer shows them.</summary>
internal static class PictureDecoder
{
    public const long DefaultMaxPixels = 100_000_000;

    /// <summary>Four bytes for each pixel must stay below what a span can hold.</summary>
    public const long MostMaxPixels = 500_000_000;

    /// <summary>Decodes an input, upright and in its own colours.</summary>
    /// <param name="input">The input.</param>
    /// <param name="what">What it is, for messages: <c>The logo</c>.</param>
    /// <param name="maxPixels">The most pixels it may have; checked before anything is decoded.</param>
    /// <exception cref="ImagingException">It cannot be read, or is too large.</exception>
    public static Raster Decode(ImageInput input, string what, long maxPixels = DefaultMaxPixels) =>
        Decode(InputBytes.Read(input, what), what, maxPixels);

    /// <inheritdoc cref="Decode(ImageInput, string, long)"/>
    public static Raster Decode(ReadOnlyMemory<byte> bytes, string what, long maxPixels = DefaultMaxPixels)
    {
        using PinnedBytes pinned = new(bytes);
        using SKCodec codec = Open(pinned.Data, bytes.Span, what, maxPixels);
        return Decode(codec, Orientation.Read(bytes.Span), what);
    }

    /// <summary>Gets the size of an input as a viewer shows it, without decoding it.</summary>
    /// <exception cref="ImagingException">It cannot be read.</exception>
    public static ImageSize SizeOf(ImageInput input, string what)
    {
        ReadOnlyMemory<byte> bytes = InputBytes.Read(input, what);
        using PinnedBytes pinned = new(bytes);
        using SKCodec codec = Open(pinned.Data, bytes.Span, what, MostMaxPixels);
        return Orientation.UprightSize(codec, bytes.Span);
    }

    /// <summary>Decodes a picture that must have a size; one of another is not decoded at all.</summary>
    /// <param name="bytes">The picture.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="size">The size a viewer must show.</param>
    /// <param name="otherSize">Makes the error of the size it has instead.</param>
    /// <exception cref="ImagingException">It cannot be read.</exception>
    public static Raster Decode(ReadOnlyMemory<byte> bytes, string what, ImageSize size, Func<ImageSize, Exception> otherSize)
    {
        using PinnedBytes pinned = new(bytes);
        using SKCodec codec = Open(pinned.Data, bytes.Span, what, MostMaxPixels);
        ImageSize own = Orientation.UprightSize(codec, bytes.Span);
        return own == size ? Decode(codec, Orientation.Read(bytes.Span), what) : throw otherSize(own);
    }

    /// <summary>Reads the head of a picture and refuses what is none or too large, before any pixel is decoded.</summary>
    public static SKCodec Open(SKData data, ReadOnlySpan<byte> bytes, string what, long maxPixels)
    {
        if (bytes.IsEmpty)
        {
            throw new ImagingException($"{what} is empty. Pass a PNG, JPEG, WebP, GIF or BMP picture.");
        }

        SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            throw new ImagingException(ForeignFormat.Advice(bytes) is { } advice
                ? $"{what} {advice}"
                : $"{what} is not a picture of a format that is read here. Pass a PNG, JPEG, WebP, GIF or BMP picture.");
        }

        SKImageInfo info = codec.Info;
        long pixels = (long)info.Width * info.Height;
        if (pixels <= maxPixels)
        {
            return codec;
        }

        codec.Dispose();
        throw new ImagingException(
            string.Create(CultureInfo.InvariantCulture,
            $"{what} is {info.Width}x{info.Height}: {pixels:N0} pixels, and at most {maxPixels:N0} are decoded. Scale it down, or raise "
            + $"the call's MaxPixels."));
    }

    /// <summary>Decodes the (first) picture and turns it upright.</summary>
    public static Raster Decode(SKCodec codec, SKEncodedOrigin origin, string what)
    {
        SKImageInfo stored = codec.Info;
        Raster raster = new(stored.Width, stored.Height, stored.ColorSpace, stored.AlphaType == SKAlphaType.Opaque);
        SKCodecResult result = codec.GetPixels(raster.Bitmap.Info, raster.Bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            raster.Dispose();
            throw new ImagingException(result == SKCodecResult.IncompleteInput
                ? $"{what} is cut short: its last rows are missing. Fetch it again."
                : $"{what} is damaged and cannot be decoded ({result}).");
        }

        return Orientation.Apply(raster, origin);
    }

    /// <summary>Bytes that stay where they are while native code reads them.</summary>
    internal sealed class PinnedBytes : IDisposable
    {
        private GCHandle _handle;

        public PinnedBytes(ReadOnlyMemory<byte> bytes)
        {
            if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) || segment.Array is null)
            {
                Data = SKData.CreateCopy(bytes.Span);
                return;
            }

            _handle = GCHandle.Alloc(segment.Array, GCHandleType.Pinned);
            Data = SKData.Create(_handle.AddrOfPinnedObject() + segment.Offset, segment.Count);
        }

        public SKData Data { get; }

        public void Dispose()
        {
            Data.Dispose();
            if (_handle.IsAllocated)
            {
                _handle.Free();
            }
        }
    }
}
