using System.Buffers.Binary;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Cuts everything beside the pixels and their colours out of a file, without touching the pixels.</summary>
internal static class MetadataStripper
{
    private const int PngSignatureLength = 8;
    private const int PngChunkOverhead = 12;
    private const int RiffHeadLength = 12;
    private const int ChunkHeadLength = 8;
    private const byte WebpMetadataFlags = 0x08 | 0x04;

    private static readonly string[] PngKept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT"];
    private static readonly string[] WebpKept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP", "ANIM", "ANMF"];

    /// <summary>Strips a PNG, JPEG or WebP; other files and files that break off come back as they are, and not as whole.</summary>
    public static Result Strip(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        Cut cut = new(file);
        bool isWhole = bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ? StripPng(bytes, cut)
            : bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? StripJpeg(bytes, cut)
            : bytes.Length > RiffHeadLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) && StripWebp(bytes, cut);
        return isWhole && cut.Dropped.Count > 0 ? new Result(cut.ToArray(), cut.Dropped, true) : new Result(file, [], isWhole);
    }

    private static bool StripPng(ReadOnlySpan<byte> bytes, Cut cut)
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
        "eXIf" => "EXIF",
        "tEXt" or "zTXt" or "iTXt" => "text",
        "tIME" => "time",
        "caBX" => "content credentials",
        "acTL" or "fcTL" or "fdAT" => "animation",
        _ => type,
    };

    private static bool StripJpeg(ReadOnlySpan<byte> bytes, Cut cut)
    {
        cut.Keep(0, 2);
        int at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9)
            {
                break;
            }

            int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (at + length > bytes.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> content = bytes.Slice(at + 4, Math.Max(0, length - 4));
            bool isScan = marker == 0xDA;
            int end = isScan ? EndOfScan(bytes, at + length) : at + length;
            string? name = JpegName(marker, content);
            cut.KeepOrDrop(name is null, at, end - at, name ?? "");
            at = end;
        }

        if (at + 2 > bytes.Length || bytes[at] != 0xFF || bytes[at + 1] != 0xD9)
        {
            return false;
        }

        cut.Keep(at, 2);
        cut.DropRest(at + 2);
        return true;
    }

    /// <summary>Gets what a segment holds, or <see langword="null"/> for one that the pixels need.</summary>
    private static string? JpegName(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        0xE1 => content.StartsWith("Exif"u8) ? "EXIF" : "XMP",
        0xE2 => content.StartsWith("ICC_PROFILE"u8) ? null : "APP2",
        0xEB => "content credentials",
        0xED => "IPTC",
        0xE0 or 0xEE => null,
        >= 0xE3 and <= 0xEF => $"APP{marker - 0xE0}",
        0xFE => "comment",
        _ => null,
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

    private static bool StripWebp(ReadOnlySpan<byte> bytes, Cut cut)
    {
        long end = Math.Min(bytes.Length, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L);
        cut.Keep(0, RiffHeadLength);
        int at = RiffHeadLength;
        while (at + ChunkHeadLength <= end)
        {
            long padded = ChunkHeadLength + ((BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]) + 1L) & ~1L);
            int length = (int)Math.Min(padded, end - at);
            string type = Encoding.ASCII.GetString(bytes.Slice(at, 4));
            cut.KeepOrDrop(WebpKept.Contains(type), at, length, type.Trim());
            at += length;
        }

        cut.DropRest(at);
        cut.Finish = FinishWebp;
        return true;
    }

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

    /// <summary>The parts of a file that stay.</summary>
    private sealed class Cut(ReadOnlyMemory<byte> file)
    {
        private readonly List<Range> _kept = [];

        public List<string> Dropped { get; } = [];

        public Action<byte[]>? Finish { get; set; }

        public void Keep(int start, int length) => _kept.Add(start..(start + length));

        public void KeepOrDrop(bool keeps, int start, int length, string name)
        {
            if (keeps)
            {
                Keep(start, length);
            }
            else if (!Dropped.Contains(name))
            {
                Dropped.Add(name);
            }
        }

        public void DropRest(int start)
        {
            if (start < file.Length)
            {
                Dropped.Add("data behind the picture");
            }
        }

        public byte[] ToArray()
        {
            byte[] left = new byte[_kept.Sum(range => range.End.Value - range.Start.Value)];
            int at = 0;
            foreach (Range range in _kept)
            {
                ReadOnlySpan<byte> part = file.Span[range];
                part.CopyTo(left.AsSpan(at));
                at += part.Length;
            }

            Finish?.Invoke(left);
            return left;
        }
    }
}
