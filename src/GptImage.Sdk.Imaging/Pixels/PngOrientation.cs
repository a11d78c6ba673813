using System.Buffers.Binary;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Reads the orientation from the EXIF chunk of a PNG, which Skia passes over and browsers do not.</summary>
internal static class PngOrientation
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;
    private const int EntryLength = 12;
    private const int OrientationTag = 0x0112;

    public static SKEncodedOrigin Read(ReadOnlySpan<byte> png)
    {
        for (long at = SignatureLength; at + ChunkOverhead <= png.Length;)
        {
            ReadOnlySpan<byte> chunk = png[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (length > chunk.Length - ChunkOverhead)
            {
                break;
            }

            if (chunk[4..].StartsWith("eXIf"u8))
            {
                return OfTiff(chunk.Slice(8, (int)length));
            }

            at += length + ChunkOverhead;
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static SKEncodedOrigin OfTiff(ReadOnlySpan<byte> tiff)
    {
        bool isBig = tiff.StartsWith("MM\0*"u8);
        if (tiff.Length < 8 || !(isBig || tiff.StartsWith("II*\0"u8)))
        {
            return SKEncodedOrigin.TopLeft;
        }

        uint directory = isBig ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return SKEncodedOrigin.TopLeft;
        }

        ReadOnlySpan<byte> entries = tiff[((int)directory + 2)..];
        for (int left = Number(tiff[(int)directory..]); left > 0 && entries.Length >= EntryLength; left--)
        {
            if (Number(entries) == OrientationTag)
            {
                int value = Number(entries[8..]);
                return value is >= 1 and <= 8 ? (SKEncodedOrigin)value : SKEncodedOrigin.TopLeft;
            }

            entries = entries[EntryLength..];
        }

        return SKEncodedOrigin.TopLeft;

        int Number(ReadOnlySpan<byte> bytes) =>
            isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
