using System.Buffers.Binary;
using System.Text;

namespace GptImage.Sdk.Tests;

/// <summary>Headers of pictures, written byte by byte; there are no pixels behind them.</summary>
internal static class SamplePictures
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Png(
        int width = 64, int height = 64, byte colorType = 6, byte depth = 8, bool interlaced = false,
        params (string Type, byte[] Data)[] chunks)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = depth;
        header[9] = colorType;
        header[12] = interlaced ? (byte)1 : (byte)0;
        return [
            .. PngSignature, .. PngChunk("IHDR", header), .. chunks.SelectMany(chunk => PngChunk(chunk.Type, chunk.Data)),
            .. PngChunk("IDAT", new byte[20]), .. PngChunk("IEND", [])];
    }

    public static byte[] Jpeg(
        int width = 64, int height = 64, byte components = 3, byte frame = 0xC0, byte depth = 8, int fillBytes = 0,
        params byte[][] segments)
    {
        byte[] data = new byte[6 + (3 * components)];
        data[0] = depth;
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(1), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(3), (ushort)width);
        data[5] = components;
        byte[] fill = [.. Enumerable.Repeat((byte)0xFF, fillBytes)];
        return [
            0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. fill, .. JpegSegment(frame, data),
            .. JpegSegment(0xDA, new byte[8]), 1, 2, 3, 0xFF, 0xD9];
    }

    public static byte[] JpegSegment(byte marker, byte[] data)
    {
        byte[] head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(data.Length + 2));
        return [.. head, .. data];
    }

    /// <summary>An EXIF block with the camera's make before the orientation.</summary>
    public static byte[] Exif(ushort orientation, bool isLittle)
    {
        byte[] tiff = new byte[8 + 2 + (2 * 12) + 4];
        Encoding.ASCII.GetBytes(isLittle ? "II" : "MM").CopyTo(tiff, 0);
        Write16(2, 42);
        Write32(4, 8);
        Write16(8, 2);
        Write16(10, 0x010F);
        Write16(12, 2);
        Write32(14, 4);
        Write16(22, 0x0112);
        Write16(24, 3);
        Write32(26, 1);
        Write16(30, orientation);
        return tiff;

        void Write16(int offset, ushort value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(offset), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(offset), value);
            }
        }

        void Write32(int offset, uint value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(offset), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(tiff.AsSpan(offset), value);
            }
        }
    }

    public static byte[] JpegExif(ushort orientation, bool isLittle) =>
        JpegSegment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation, isLittle)]);

    public static byte[] WebpLossy(int width, int height) => Riff(RiffChunk("VP8 ", WebpLossyData(width, height)));

    public static byte[] WebpLossless(int width, int height, bool hasAlpha) =>
        Riff(RiffChunk("VP8L", WebpLosslessData(width, height, hasAlpha)));

    public static byte[] WebpExtended(int width, int height, byte flags, params (string Type, byte[] Data)[] chunks)
    {
        byte[] data = new byte[10];
        data[0] = flags;
        Write24(data.AsSpan(4), width - 1);
        Write24(data.AsSpan(7), height - 1);
        return Riff([.. RiffChunk("VP8X", data), .. chunks.SelectMany(chunk => RiffChunk(chunk.Type, chunk.Data))]);
    }

    public static byte[] WebpLossyData(int width, int height)
    {
        byte[] data = new byte[24];
        data[3] = 0x9D;
        data[4] = 0x01;
        data[5] = 0x2A;
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(8), (ushort)height);
        return data;
    }

    public static byte[] Gif(int width, int height)
    {
        byte[] gif = new byte[20];
        "GIF89a"u8.CopyTo(gif);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), (ushort)height);
        return gif;
    }

    private static byte[] WebpLosslessData(int width, int height, bool hasAlpha)
    {
        byte[] data = new byte[15];
        data[0] = 0x2F;
        BinaryPrimitives.WriteUInt32LittleEndian(
            data.AsSpan(1), (uint)(width - 1) | ((uint)(height - 1) << 14) | (hasAlpha ? 1u << 28 : 0));
        return data;
    }

    public static byte[] PngChunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    private static byte[] RiffChunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length % 2]];
    }

    private static byte[] Riff(byte[] chunks)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, chunks.Length + 4);
        return [.. "RIFF"u8, .. length, .. "WEBP"u8, .. chunks];
    }

    private static void Write24(Span<byte> target, int value)
    {
        target[0] = (byte)value;
        target[1] = (byte)(value >> 8);
        target[2] = (byte)(value >> 16);
    }
}
