using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Makes pictures of known pixels, and reads pixels back.</summary>
internal static class Pictures
{
    /// <summary>Makes a picture from a function of the place.</summary>
    public static SKBitmap Draw(int width, int height, Func<int, int, SKColor> color, SKColorSpace? colors = null, bool isOpaque = true)
    {
        SKBitmap bitmap =
            new(new SKImageInfo(width, height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul,
            colors ?? SKColorSpace.CreateSrgb()));
        Span<uint> pixels = PixelsOf(bitmap);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                SKColor at = color(x, y);
                pixels[(y * width) + x] = at.Red | ((uint)at.Green << 8) | ((uint)at.Blue << 16) | ((uint)at.Alpha << 24);
            }
        }

        return bitmap;
    }

    /// <summary>Makes a picture in which each pixel is its own, with noise as of a photograph.</summary>
    public static SKBitmap Photograph(int width, int height, int seed = 1, SKColorSpace? colors = null, bool isOpaque = true)
    {
        SKBitmap bitmap =
            new(new SKImageInfo(width, height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul,
            colors ?? SKColorSpace.CreateSrgb()));
        Span<uint> pixels = PixelsOf(bitmap);
        uint state = ((uint)seed * 2_654_435_761u) | 1;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                uint red = (uint)(40 + (x * 150 / width)) + (state & 31);
                uint green = (uint)(60 + (y * 130 / height)) + ((state >> 5) & 31);
                uint blue = (uint)(200 - (x * 120 / width)) + ((state >> 10) & 31);
                uint alpha = isOpaque ? 255 : (state >> 16) & 255;
                pixels[(y * width) + x] = red | (green << 8) | (blue << 16) | (alpha << 24);
            }
        }

        return bitmap;
    }

    /// <summary>Makes a picture of one colour.</summary>
    public static SKBitmap Plain(int width, int height, SKColor color)
    {
        SKBitmap bitmap =
            new(new SKImageInfo(width, height, SKColorType.Rgba8888, color.Alpha == 255 ? SKAlphaType.Opaque : SKAlphaType.Unpremul,
            SKColorSpace.CreateSrgb()));
        PixelsOf(bitmap).Fill(color.Red | ((uint)color.Green << 8) | ((uint)color.Blue << 16) | ((uint)color.Alpha << 24));
        return bitmap;
    }

    public static Span<uint> PixelsOf(SKBitmap bitmap) => MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());

    public static byte[] Png(SKBitmap bitmap)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData? data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1));
        return data!.ToArray();
    }

    public static byte[] Jpeg(SKBitmap bitmap) => Encode(bitmap, SKEncodedImageFormat.Jpeg, 95);

    public static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData? data = pixels.Encode(format, quality);
        return data!.ToArray();
    }

    public static ImageInput Input(SKBitmap bitmap) => ImageInput.FromBytes(Png(bitmap));

    /// <summary>Decodes to RGBA, colour apart from alpha, in the file's own colours.</summary>
    public static SKBitmap Decode(ReadOnlyMemory<byte> file)
    {
        using SKData data = SKData.CreateCopy(file.Span);
        using SKCodec codec = SKCodec.Create(data);
        SKBitmap bitmap =
            new(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888,
            codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul, codec.Info.ColorSpace));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return bitmap;
    }

    /// <summary>Gets the pixel at a place as 0xAABBGGRR.</summary>
    public static uint At(SKBitmap bitmap, int x, int y) => PixelsOf(bitmap)[(y * bitmap.Width) + x];

    /// <summary>Puts an EXIF segment with an orientation and a GPS marker into a JPEG.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation)
    {
        byte[] tiff = new byte[8 + 2 + 24 + 4];
        "MM\0*"u8.CopyTo(tiff);
        BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(4), 8);
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(8), 2);
        WriteEntry(tiff.AsSpan(10), 0x0112, 3, orientation << 16);
        WriteEntry(tiff.AsSpan(22), 0x8825, 4, 0);
        byte[] content = [.. "Exif\0\0"u8, .. tiff];
        byte[] head = [0xFF, 0xE1, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(content.Length + 2));
        return [0xFF, 0xD8, .. head, .. content, .. jpeg[2..]];
    }

    /// <summary>Makes an extended WebP of a plain lossy or lossless one, with an EXIF chunk.</summary>
    public static byte[] WithWebpExif(byte[] webp, byte[] exif, int width, int height)
    {
        bool isExtended = webp.AsSpan(12).StartsWith("VP8X"u8);
        byte[] head = isExtended
            ? webp[12..30]
            : [.. "VP8X"u8, 10, 0, 0, 0, 0x10, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0];
        head[8] |= 8;
        byte[] chunk = [.. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif, .. new byte[exif.Length % 2]];
        byte[] file = [.. webp[..12], .. head, .. webp[(isExtended ? 30 : 12)..], .. chunk];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    /// <summary>Puts a chunk behind the header of a PNG.</summary>
    public static byte[] WithPngChunk(byte[] png, string type, byte[] content)
    {
        const int HeaderEnd = 33;
        return [.. png[..HeaderEnd], .. PngChunk(type, content), .. png[HeaderEnd..]];
    }

    public static byte[] PngChunk(string type, byte[] content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)content.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private static void WriteEntry(Span<byte> entry, ushort tag, ushort type, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(entry, tag);
        BinaryPrimitives.WriteUInt16BigEndian(entry[2..], type);
        BinaryPrimitives.WriteUInt32BigEndian(entry[4..], 1);
        BinaryPrimitives.WriteInt32BigEndian(entry[8..], value);
    }
}
