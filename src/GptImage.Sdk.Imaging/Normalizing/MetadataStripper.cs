using System.Buffers.Binary;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Keeps the pixels of a file and what their colours need, and cuts out everything else without touching the pixels.</summary>
/// <remarks>What stays is named here one by one; a part that is not known goes.</remarks>
internal static class MetadataStripper
{
    private const int PngSignatureLength = 8;
    private const int PngChunkOverhead = 12;
    private const int RiffHeadLength = 12;
    private const int ChunkHeadLength = 8;
    private const byte WebpMetadataFlags = 0x08 | 0x04;

    private static readonly string[] PngKept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT"];
    private static readonly string[] WebpKept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP"];

    /// <summary>Strips a PNG, JPEG or WebP; other files and files that break off come back as they are, and not as whole.</summary>
    public static Result Strip(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        FileCut cut = new(file);
        bool isWhole = bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ? StripPng(bytes, cut)
            : bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? JpegStripper.Strip(bytes, cut)
            : bytes.Length > RiffHeadLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) && StripWebp(bytes, cut);
        return isWhole && cut.Dropped.Count > 0 ? new Result(cut.ToArray(), cut.Dropped, true) : new Result(file, [], isWhole);
    }

    private static bool StripPng(ReadOnlySpan<byte> bytes, FileCut cut)
    {
        cut.Keep(0, PngSignatureLength);
        for (int at = PngSignatureLength; at + PngChunkOverhead <= bytes.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) + (long)PngChunkOverhead;
            if (at + length > bytes.Length)
            {
                return false;
            }

            string type = Encoding.ASCII.GetString(bytes.Slice(at + 4, 4));
            cut.KeepOrDrop(PngKept.Contains(type), at, (int)length, PngName(type));
            at += (int)length;
            if (type == "IEND")
            {
                cut.DropRest(at);
                return true;
            }
        }

        return false;
    }

    private static string PngName(string type) => type switch
    {
        "eXIf" or "zxIf" => "EXIF",
        "tEXt" or "zTXt" or "iTXt" => "text",
        "tIME" => "time",
        "pHYs" => "print size",
        "caBX" => "content credentials",
        "acTL" or "fcTL" or "fdAT" => "animation",
        _ => ChunkName(type),
    };

    private static bool StripWebp(ReadOnlySpan<byte> bytes, FileCut cut)
    {
        long end = Math.Min(bytes.Length, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L);
        cut.Keep(0, RiffHeadLength);
        int at = RiffHeadLength;
        while (at + ChunkHeadLength <= end)
        {
            long padded = ChunkHeadLength + ((BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]) + 1L) & ~1L);
            int length = (int)Math.Min(padded, end - at);
            string type = Encoding.ASCII.GetString(bytes.Slice(at, 4));
            if (type == "ANMF")
            {
                // A frame is a file of its own with chunks of its own.
                return false;
            }

            cut.KeepOrDrop(WebpKept.Contains(type), at, length, WebpName(type));
            at += length;
        }

        cut.DropRest(at);
        cut.Finish = FinishWebp;
        return true;
    }

    private static string WebpName(string type) => type switch
    {
        "EXIF" => "EXIF",
        "XMP " or "XMP\0" => "XMP",
        "C2PA" => "content credentials",
        _ => ChunkName(type),
    };

    /// <summary>Gets a name that a person can read, whatever a file calls its parts.</summary>
    private static string ChunkName(string type) => type.All(char.IsAsciiLetterOrDigit) ? $"the chunk {type}" : "a chunk without a name";

    /// <summary>Corrects the length, and the flags that promised what was cut out.</summary>
    private static void FinishWebp(byte[] file)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)(file.Length - 8));
        if (file.AsSpan(RiffHeadLength).StartsWith("VP8X"u8))
        {
            file[RiffHeadLength + ChunkHeadLength] &= unchecked((byte)~WebpMetadataFlags);
        }
    }

    /// <summary>What is left of a file, the names of what was cut out, and whether the file was understood to its end.</summary>
    internal sealed record Result(ReadOnlyMemory<byte> Bytes, IReadOnlyList<string> Dropped, bool IsWhole);
}
