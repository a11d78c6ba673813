using System.Buffers.Binary;
using System.IO.Compression;

namespace GptImage.Sdk;

/// <summary>Tells whether a PNG with an alpha channel uses it.</summary>
internal static class PngAlpha
{
    /// <summary>More pixels than any picture of the service has.</summary>
    private const long MaxPixels = 3840 * 3840;

    private const int SignatureBytes = 8;
    private const int ChunkHeadBytes = 8;
    private const int ChecksumBytes = 4;
    private const int FirstDataAt = SignatureBytes + ChunkHeadBytes + HeaderBytes + ChecksumBytes;
    private const int HeaderBytes = 13;

    /// <summary>Tells whether each pixel is opaque. Reads to the first that is not.</summary>
    /// <param name="png">The picture, whose bytes are changed.</param>
    /// <returns>Whether it surely is; <see langword="false"/> also for damaged, interlaced and palette pictures, which are not
    /// judged.</returns>
    public static bool IsOpaque(ArraySegment<byte> png)
    {
        if (png.Count < FirstDataAt)
        {
            return false;
        }

        ReadOnlySpan<byte> header = png.AsSpan(SignatureBytes + ChunkHeadBytes, HeaderBytes);
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        (int depth, int channels, bool isInterlaced) = (header[8], header[9] switch { 4 => 2, 6 => 4, _ => 0 }, header[12] != 0);
        if (channels == 0 || depth is not (8 or 16) || isInterlaced || width * height is < 1 or > MaxPixels)
        {
            return false;
        }

        using MemoryStream packed = new(png.Array ?? [], png.Offset, Gather(png));
        using ZLibStream rows = new(packed, CompressionMode.Decompress);
        int alphaBytes = depth / 8;
        byte[] row = new byte[1 + (width * channels * alphaBytes)];
        try
        {
            for (long y = 0; y < height; y++)
            {
                if (rows.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length
                    || !IsOpaque(row, channels * alphaBytes, alphaBytes, isFirst: y == 0))
                {
                    return false;
                }
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return true;
    }

    /// <summary>Moves the packed rows together, which are spread over chunks.</summary>
    /// <returns>Their length.</returns>
    private static int Gather(Span<byte> png)
    {
        int gathered = 0;
        for (int at = FirstDataAt; at <= png.Length - ChunkHeadBytes;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            bool isData = png.Slice(at + 4, 4).SequenceEqual("IDAT"u8);
            at += ChunkHeadBytes;
            int held = (int)Math.Min(length, png.Length - at);
            if (isData)
            {
                png.Slice(at, held).CopyTo(png[gathered..]);
                gathered += held;
            }

            at = (int)Math.Min((long)at + held + ChecksumBytes, int.MaxValue);
        }

        return gathered;
    }

    /// <summary>Looks at the alpha bytes of a filtered row. All before them were 255, so that what the filter predicts is the same for all
    /// but the first pixel.</summary>
    private static bool IsOpaque(ReadOnlySpan<byte> row, int pixelBytes, int alphaBytes, bool isFirst)
    {
        int above = isFirst ? 0 : byte.MaxValue;
        (int atStart, int behind) = row[0] switch
        {
            0 => (0, 0),
            1 => (0, byte.MaxValue),
            2 => (above, above),
            3 => (above / 2, (byte.MaxValue + above) / 2),
            4 => (above, byte.MaxValue),
            _ => (-1, -1),
        };
        int wanted = byte.MaxValue - atStart;
        for (int pixel = 1; pixel < row.Length; pixel += pixelBytes)
        {
            foreach (byte alpha in row.Slice(pixel + pixelBytes - alphaBytes, alphaBytes))
            {
                if (alpha != wanted)
                {
                    return false;
                }
            }

            wanted = byte.MaxValue - behind;
        }

        return true;
    }
}
