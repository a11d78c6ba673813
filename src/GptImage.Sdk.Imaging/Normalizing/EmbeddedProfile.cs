using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Reads the ICC profile of a file, to know whether the numbers of its pixels are those that were decoded.</summary>
/// <remarks>Source: ICC.1:2022, 7.2 and 7.3.</remarks>
internal static class EmbeddedProfile
{
    private const int PngSignatureLength = 8;
    private const int PngChunkOverhead = 12;
    private const int RiffHeadLength = 12;
    private const int SegmentHeadLength = 4;
    private const int JpegPartHeadLength = 14;
    private const int TagTable = 132;
    private const int TagLength = 12;
    private const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Tells whether a picture has a profile that only the decoder understands: one with a table of colours, for another kind of
    /// colours, or damaged. Its pixels were brought to the colours of the decoded picture, and the file's own numbers mean something
    /// else.</summary>
    public static bool IsResolvedByDecoding(ReadOnlySpan<byte> file)
    {
        if (Read(file) is not { } profile)
        {
            return false;
        }

        using SKColorSpaceIccProfile? parsed = SKColorSpaceIccProfile.Create(profile);
        using SKColorSpace? colors = parsed is null ? null : SKColorSpace.CreateIcc(parsed);
        return colors is null || !profile.AsSpan(16).StartsWith("RGB "u8) || HasTable(profile);
    }

    /// <summary>Gets the profile, or <see langword="null"/> when the file has none.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> file) =>
        file.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ? FromPng(file)
        : file.StartsWith<byte>([0xFF, 0xD8]) ? FromJpeg(file)
        : file.StartsWith("RIFF"u8) ? FromWebp(file)
        : null;

    private static bool HasTable(ReadOnlySpan<byte> profile)
    {
        ReadOnlySpan<byte> tags = profile[Math.Min(TagTable, profile.Length)..];
        for (; tags.Length >= TagLength; tags = tags[TagLength..])
        {
            if (tags.StartsWith("A2B"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[]? FromPng(ReadOnlySpan<byte> file)
    {
        for (long at = PngSignatureLength; at + PngChunkOverhead <= file.Length;)
        {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (length > chunk.Length - PngChunkOverhead || chunk[4..].StartsWith("IDAT"u8))
            {
                return null;
            }

            if (chunk[4..].StartsWith("iCCP"u8))
            {
                ReadOnlySpan<byte> content = chunk.Slice(8, (int)length);
                int packed = content.IndexOf((byte)0) + 2;
                return packed < 2 || packed > content.Length ? [] : Unpack(content[packed..]);
            }

            at += length + PngChunkOverhead;
        }

        return null;
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        using MemoryStream input = new(packed.ToArray());
        using ZLibStream zlib = new(input, CompressionMode.Decompress);
        using MemoryStream profile = new();
        byte[] buffer = new byte[4096];
        try
        {
            for (int read = zlib.Read(buffer); read > 0 && profile.Length < MaxLength; read = zlib.Read(buffer))
            {
                profile.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // Cut or damaged: no profile that anybody can use, but one that the file has.
            return [];
        }

        return profile.ToArray();
    }

    private static byte[]? FromJpeg(ReadOnlySpan<byte> file)
    {
        using MemoryStream profile = new();
        for (int at = 2; at + SegmentHeadLength <= file.Length && file[at] == 0xFF && file[at + 1] is not (0xD9 or 0xDA);)
        {
            if (file[at + 1] == 0xFF)
            {
                at++;
                continue;
            }

            int end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (end > file.Length || end < at + SegmentHeadLength)
            {
                break;
            }

            ReadOnlySpan<byte> content = file[(at + SegmentHeadLength)..end];
            if (file[at + 1] == 0xE2 && content.StartsWith("ICC_PROFILE\0"u8) && content.Length >= JpegPartHeadLength)
            {
                profile.Write(content[JpegPartHeadLength..]);
            }

            at = end;
        }

        return profile.Length == 0 ? null : profile.ToArray();
    }

    private static byte[]? FromWebp(ReadOnlySpan<byte> file)
    {
        for (long at = RiffHeadLength; at + 8 <= file.Length;)
        {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("ICCP"u8))
            {
                return chunk.Slice(8, (int)Math.Min(length, chunk.Length - 8)).ToArray();
            }

            at += 8 + length + (length & 1);
        }

        return null;
    }
}
