using System.Buffers.Binary;
using System.IO.Compression;

namespace GptImage.Sdk.Tests;

/// <summary>Writes whole PNGs with an alpha channel, each row by a filter of the test's choice (PNG specification, part 9).</summary>
internal sealed class FilteredPng(int width, int height)
{
    public int Channels { get; init; } = 4;

    public int Depth { get; init; } = 8;

    /// <summary>Gets how many bytes of the packed rows go into one chunk.</summary>
    public int ChunkBytes { get; init; } = 100;

    /// <summary>Gets the filter of a row, 0 to 4.</summary>
    public Func<int, int> Filter { get; init; } = _ => 0;

    /// <summary>Gets the alpha of a pixel, up to 255 or 65,535.</summary>
    public Func<int, int, int>? Alpha { get; init; }

    /// <summary>Gets how many rows are left out at the end, for a cut picture.</summary>
    public int MissingRows { get; init; }

    public byte[] Write()
    {
        using MemoryStream packed = new();
        using (ZLibStream rows = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] above = new byte[width * PixelBytes];
            for (int y = 0; y < height - MissingRows; y++)
            {
                byte[] row = Row(y);
                rows.WriteByte((byte)Filter(y));
                for (int at = 0; at < row.Length; at++)
                {
                    int left = at < PixelBytes ? 0 : row[at - PixelBytes];
                    int corner = at < PixelBytes ? 0 : above[at - PixelBytes];
                    rows.WriteByte((byte)(row[at] - Predict(Filter(y), left, above[at], corner)));
                }

                above = row;
            }
        }

        byte[] head = SamplePictures.Png(width, height, (byte)(Channels == 2 ? 4 : 6), (byte)Depth);
        return [
            .. head.AsSpan(0, 33), .. SamplePictures.PngChunk("tEXt", new byte[9]),
            .. packed.ToArray().Chunk(ChunkBytes).SelectMany(piece => SamplePictures.PngChunk("IDAT", piece)),
            .. SamplePictures.PngChunk("IEND", [])];
    }

    private int PixelBytes => Channels * Depth / 8;

    private byte[] Row(int y)
    {
        byte[] row = new byte[width * PixelBytes];
        for (int x = 0; x < width; x++)
        {
            Span<byte> pixel = row.AsSpan(x * PixelBytes, PixelBytes);
            for (int at = 0; at < pixel.Length; at++)
            {
                pixel[at] = (byte)((x * 31) + (y * 17) + (at * 7));
            }

            int alpha = Alpha?.Invoke(x, y) ?? (1 << Depth) - 1;
            if (Depth == 8)
            {
                pixel[^1] = (byte)alpha;
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(pixel[^2..], (ushort)alpha);
            }
        }

        return row;
    }

    private static int Predict(int filter, int left, int above, int corner)
    {
        int estimate = left + above - corner;
        (int toLeft, int toAbove, int toCorner) =
            (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return filter switch
        {
            1 => left,
            2 => above,
            3 => (left + above) / 2,
            4 => toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner,
            _ => 0,
        };
    }
}
