using System.Buffers.Binary;
using System.IO.Compression;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Writes PNG files that an encoder for 8-bit RGB would not: grey, palette, 16 bits, giants.</summary>
internal static class OddPng
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a file whose samples are all of one value.</summary>
    public static byte[] Write(int width, int height, byte bits, byte colorType, byte sample, byte[]? palette = null)
    {
        int channels = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int rowLength = 1 + (((width * channels * bits) + 7) / 8);
        byte[] rows = new byte[rowLength * height];
        rows.AsSpan().Fill(sample);
        for (int y = 0; y < height; y++)
        {
            rows[y * rowLength] = 0;
        }

        return Write(width, height, bits, colorType, rows, palette);
    }

    /// <summary>Writes a file that says it is huge, with no more than a few bytes behind it.</summary>
    public static byte[] Bomb(int width, int height) => Write(width, height, 8, 6, [0, 0, 0, 0], null);

    private static byte[] Write(int width, int height, byte bits, byte colorType, byte[] rows, byte[]? palette)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        header[9] = colorType;
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        byte[] colors = palette is null ? [] : Pictures.PngChunk("PLTE", palette);
        return [
            .. Signature, .. Pictures.PngChunk("IHDR", header), .. colors, .. Pictures.PngChunk("IDAT", packed.ToArray()),
            .. Pictures.PngChunk("IEND", [])];
    }
}
