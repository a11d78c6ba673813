using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>The chunks of a PNG before its pixels.</summary>
internal sealed class PngSegments : HeaderSegments
{
    private const int ChunkHead = 8;
    private const int ChecksumLength = 4;
    private const int HeaderLength = 13;

    private bool _isInHeader;

    public PngSegments() => Next(ChunkHead);

    public override bool Read(ReadOnlySpan<byte> segment)
    {
        if (_isInHeader)
        {
            _isInHeader = false;
            return ReadHeader(segment);
        }

        long length = BinaryPrimitives.ReadUInt32BigEndian(segment);
        ReadOnlySpan<byte> type = segment[4..];
        if (Header is null)
        {
            _isInHeader = type.SequenceEqual("IHDR"u8) && length == HeaderLength;
            return _isInHeader ? Next(HeaderLength + ChecksumLength) : Fail();
        }

        if (type.SequenceEqual("IDAT"u8))
        {
            return false;
        }

        Header = type.SequenceEqual("tRNS"u8) ? Header with { HasAlpha = true }
            : type.SequenceEqual("caBX"u8) ? Header with { HasContentCredentials = true }
            : Header;
        return Next(ChunkHead, length + ChecksumLength);
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
