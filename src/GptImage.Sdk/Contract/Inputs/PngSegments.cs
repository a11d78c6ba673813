using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>The chunks of a PNG. Those behind the pixels are looked at, too: EXIF data may stand there.</summary>
internal sealed class PngSegments : HeaderSegments
{
    private const int ChunkHead = 8;
    private const int ChecksumLength = 4;
    private const int HeaderLength = 13;

    private Part _part;
    private long _restOfChunk;

    public PngSegments() => Next(ChunkHead);

    private enum Part
    {
        Head,
        Header,
        Exif,
    }

    public override bool Read(ReadOnlySpan<byte> segment)
    {
        Part part = _part;
        _part = Part.Head;
        return part switch
        {
            Part.Header => ReadHeader(segment),
            Part.Exif => ReadMetadata(segment),
            _ => ReadHead(segment),
        };
    }

    private bool ReadHead(ReadOnlySpan<byte> segment)
    {
        long length = BinaryPrimitives.ReadUInt32BigEndian(segment);
        ReadOnlySpan<byte> type = segment[4..];
        if (Header is null)
        {
            _part = Part.Header;
            return type.SequenceEqual("IHDR"u8) && length == HeaderLength ? Next(HeaderLength + ChecksumLength) : Fail();
        }

        if (type.SequenceEqual("IEND"u8) || !IsName(type))
        {
            return false;
        }

        if (type.SequenceEqual("eXIf"u8) && length > 0)
        {
            _part = Part.Exif;
            int held = (int)Math.Min(length, MaxHeldBytes);
            _restOfChunk = length - held + ChecksumLength;
            return Next(held);
        }

        Header = type.SequenceEqual("tRNS"u8) ? Header with { HasAlpha = true }
            : type.SequenceEqual("caBX"u8) ? Header with { HasContentCredentials = true }
            : Header;
        return Next(ChunkHead, length + ChecksumLength);
    }

    /// <summary>Tells whether a chunk has a name: without one the file is not a PNG.</summary>
    private static bool IsName(ReadOnlySpan<byte> type)
    {
        foreach (byte letter in type)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadMetadata(ReadOnlySpan<byte> data)
    {
        ReadExif(data);
        return Next(ChunkHead, skip: _restOfChunk);
    }

    private bool ReadHeader(ReadOnlySpan<byte> data)
    {
        ImageSize size = ImageHeader.SizeOf(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        if (size.IsAuto)
        {
            return Fail();
        }

        Header = new ImageHeader { Format = OutputFormat.Png, Size = size, BitsPerChannel = data[8], HasAlpha = data[9] is 4 or 6 };
        return Next(ChunkHead);
    }
}
