using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Reads the orientation from a block of EXIF data.</summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Reads the orientation.</summary>
    /// <param name="block">The data from its byte-order mark on, or from the <c>Exif\0\0</c> that JPEG puts before it.</param>
    /// <returns>1 to 8; 0 when the data does not say.</returns>
    public static int Read(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> tiff = block.StartsWith("Exif\0\0"u8) ? block[6..] : block;
        if (tiff.Length < 8)
        {
            return 0;
        }

        bool isLittle = tiff.StartsWith("II"u8);
        if (!isLittle && !tiff.StartsWith("MM"u8))
        {
            return 0;
        }

        long directory = Read32(tiff[4..], isLittle);
        if (directory + 2 > tiff.Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Read16(entries, isLittle);
        for (int i = 0; i < count && 2 + ((i + 1) * EntryLength) <= entries.Length; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(2 + (i * EntryLength), EntryLength);
            if (Read16(entry, isLittle) == OrientationTag)
            {
                return Read16(entry[8..], isLittle) is >= 1 and <= 8 and var orientation ? orientation : 0;
            }
        }

        return 0;
    }

    private static ushort Read16(ReadOnlySpan<byte> data, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);

    private static uint Read32(ReadOnlySpan<byte> data, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32BigEndian(data);
}
