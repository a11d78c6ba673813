using System.Buffers.Binary;

namespace GptImage.Sdk.Imaging;

/// <summary>Keeps the segments of a JPEG that its pixels and their colours need.</summary>
internal static class JpegStripper
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const int HeadLength = 4;
    private const int JfifLength = 14;
    private const int AdobeLength = 12;

    /// <summary>Sorts the segments of a file.</summary>
    /// <returns>Whether the file was understood to its end.</returns>
    public static bool Strip(ReadOnlySpan<byte> bytes, FileCut cut)
    {
        cut.Keep(0, 2);
        int at = 2;
        while (at + HeadLength <= bytes.Length && bytes[at] == 0xFF && bytes[at + 1] != EndOfImage)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (marker < 0xC0 || length < HeadLength || at + length > bytes.Length)
            {
                return false;
            }

            int end = marker == StartOfScan ? EndOfScan(bytes, at + length) : at + length;
            Sort(bytes[at..(at + length)], at, end - at, cut);
            at = end;
        }

        if (at + 2 > bytes.Length || bytes[at] != 0xFF || bytes[at + 1] != EndOfImage)
        {
            return false;
        }

        cut.Keep(at, 2);
        cut.DropRest(at + 2);
        return true;
    }

    private static void Sort(ReadOnlySpan<byte> segment, int at, int length, FileCut cut)
    {
        ReadOnlySpan<byte> content = segment[HeadLength..];
        switch (segment[1])
        {
            case 0xE0 when content.StartsWith("JFIF\0"u8) && content.Length >= JfifLength:
                KeepStart(segment, JfifLength, at, cut, "a thumbnail");
                break;
            case 0xEE when content.StartsWith("Adobe"u8) && content.Length >= AdobeLength:
                KeepStart(segment, AdobeLength, at, cut, "data behind the Adobe marker");
                break;
            case 0xE2 when content.StartsWith("ICC_PROFILE\0"u8):
            case (>= 0xC0 and <= 0xCF) or (>= 0xDA and <= 0xDF):
                cut.Keep(at, length);
                break;
            default:
                cut.Drop(NameFor(segment[1], content));
                break;
        }
    }

    /// <summary>Keeps the fields of a segment and nothing that is stored behind them; in JFIF the last two are the thumbnail's
    /// size.</summary>
    private static void KeepStart(ReadOnlySpan<byte> segment, int contentLength, int at, FileCut cut, string dropped)
    {
        int length = HeadLength + contentLength;
        if (segment.Length == length)
        {
            cut.Keep(at, length);
            return;
        }

        byte[] start = segment[..length].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(start.AsSpan(2), (ushort)(length - 2));
        if (contentLength == JfifLength)
        {
            start.AsSpan(^2).Clear();
        }

        cut.Replace(start, dropped);
    }

    private static string NameFor(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        0xE0 when content.StartsWith("JFXX\0"u8) => "a thumbnail",
        0xE1 when content.StartsWith("Exif"u8) => "EXIF",
        0xE1 when content.StartsWith("http://ns.adobe.com/"u8) => "XMP",
        0xE2 when content.StartsWith("MPF\0"u8) => "a list of further pictures",
        0xEB when content.StartsWith("JP"u8) => "content credentials",
        0xED => "IPTC",
        0xFE => "a comment",
        >= 0xE0 and <= 0xEF => $"camera data (APP{marker - 0xE0})",
        _ => "an extension",
    };

    private static int EndOfScan(ReadOnlySpan<byte> bytes, int start)
    {
        int at = start;
        while (at + 1 < bytes.Length)
        {
            int found = bytes[at..^1].IndexOf((byte)0xFF);
            if (found < 0)
            {
                return bytes.Length;
            }

            at += found;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }

        return bytes.Length;
    }
}
