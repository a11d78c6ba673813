using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>The chunks of a WebP, behind <c>RIFF….WEBP</c>.</summary>
internal sealed class WebpSegments : HeaderSegments
{
    private const int ChunkHead = 8;
    private const int LossyHead = 10;
    private const int LosslessHead = 5;
    private const int ExtendedHead = 10;

    private Part _part;
    private long _restOfChunk;

    public WebpSegments() => Next(ChunkHead);

    private enum Part
    {
        Head,
        Lossy,
        Lossless,
        Extended,
        Exif,
    }

    public override bool Read(ReadOnlySpan<byte> segment)
    {
        Part part = _part;
        _part = Part.Head;
        return part switch
        {
            Part.Lossy => ReadLossy(segment),
            Part.Lossless => ReadLossless(segment),
            Part.Extended => ReadExtended(segment),
            Part.Exif => ReadMetadata(segment),
            _ => ReadHead(segment),
        };
    }

    private bool ReadHead(ReadOnlySpan<byte> head)
    {
        long length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        long padded = length + (length & 1);
        if (Header is null)
        {
            return head.StartsWith("VP8 "u8) && length >= LossyHead ? Enter(Part.Lossy, LossyHead, padded)
                : head.StartsWith("VP8L"u8) && length >= LosslessHead ? Enter(Part.Lossless, LosslessHead, padded)
                : head.StartsWith("VP8X"u8) && length >= ExtendedHead ? Enter(Part.Extended, ExtendedHead, padded)
                : Fail();
        }

        if (head.StartsWith("C2PA"u8))
        {
            Header = Header with { HasContentCredentials = true };
        }

        return head.StartsWith("EXIF"u8) && padded > 0
            ? Enter(Part.Exif, (int)Math.Min(padded, MaxHeldBytes), padded)
            : Next(ChunkHead, skip: padded);
    }

    private bool Enter(Part part, int needed, long chunkLength)
    {
        _part = part;
        _restOfChunk = chunkLength - needed;
        return Next(needed);
    }

    private bool ReadLossy(ReadOnlySpan<byte> data)
    {
        if (data[3..].StartsWith<byte>([0x9D, 0x01, 0x2A]))
        {
            Found(
                ImageHeader.SizeOf(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF), hasAlpha: false);
        }

        return false;
    }

    private bool ReadLossless(ReadOnlySpan<byte> data)
    {
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        if (data[0] == 0x2F)
        {
            Found(ImageHeader.SizeOf((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1), hasAlpha: ((bits >> 28) & 1) == 1);
        }

        return false;
    }

    private bool ReadExtended(ReadOnlySpan<byte> data)
    {
        long width = 1 + (data[4] | (data[5] << 8) | (data[6] << 16));
        long height = 1 + (data[7] | (data[8] << 8) | (data[9] << 16));
        return Found(ImageHeader.SizeOf(width, height), hasAlpha: (data[0] & 0x10) != 0) && Next(ChunkHead, skip: _restOfChunk);
    }

    private bool ReadMetadata(ReadOnlySpan<byte> data)
    {
        ReadExif(data);
        return Next(ChunkHead, skip: _restOfChunk);
    }

    private bool Found(ImageSize size, bool hasAlpha)
    {
        if (size.IsAuto)
        {
            return Fail();
        }

        Header = new ImageHeader { Format = OutputFormat.Webp, Size = size, HasAlpha = hasAlpha };
        return true;
    }
}
