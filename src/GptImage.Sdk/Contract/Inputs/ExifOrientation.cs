using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Reads the orientation from a block of EXIF data.</summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Tells whether a viewer turns the picture by a quarter, so that width and height change places.</summary>
    /// <param name="tiff">The data from its byte-order mark on.</param>
    public static bool SwapsSides(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return false;
        }

        bool isLittle = tiff.StartsWith("II"u8);
        if (!isLittle && !tiff.StartsWith("MM"u8))
        {
            return false;
        }

        long directory = Read32(tiff[4..], isLittle);
        if (directory + 2 > tiff.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Read16(entries, isLittle);
        for (int i = 0; i < count && 2 + ((i + 1) * EntryLength) <= entries.Length; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(2 + (i * EntryLength), EntryLength);
            if (Read16(entry, isLittle) == OrientationTag)
            {
                return Read16(entry[8..], isLittle) is >= 5 and <= 8;
            }
        }

        return false;
    }

    private static ushort Read16(ReadOnlySpan<byte> data, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);

    private static uint Read32(ReadOnlySpan<byte> data, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32BigEndian(data);
}
