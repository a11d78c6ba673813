using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Reads an <see cref="ImageHeader"/> from the blocks of a picture as they pass by, holding no more than one small segment.</summary>
internal sealed class ImageHeaderReader
{
    private const int MaxHeldBytes = 70_000;
    private const int SignatureLength = 12;
    private const long MaxSide = int.MaxValue;

    private byte[] _held = new byte[64];
    private int _heldCount;
    private int _needed = SignatureLength;
    private long _skip;
    private Func<ReadOnlyMemory<byte>, bool>? _step;
    private ImageHeader? _header;
    private bool _swapSides;
    private bool _failed;

    /// <summary>Gets whether nothing more is to be learned.</summary>
    public bool IsComplete { get; private set; }

    public void Append(ReadOnlySpan<byte> block)
    {
        while (!IsComplete && !block.IsEmpty)
        {
            if (_skip > 0)
            {
                int passed = (int)Math.Min(_skip, block.Length);
                _skip -= passed;
                block = block[passed..];
                continue;
            }

            int taken = Math.Min(_needed - _heldCount, block.Length);
            Hold(block[..taken]);
            block = block[taken..];
            if (_heldCount == _needed)
            {
                Step();
            }
        }
    }

    /// <summary>Gives away the bytes that would be passed over next, for a source that can jump.</summary>
    /// <returns>How many bytes the source must jump over.</returns>
    public long TakeSkip()
    {
        long skip = _skip;
        _skip = 0;
        return skip;
    }

    /// <summary>Says that the picture ended.</summary>
    /// <returns>The header, or <see langword="null"/> when the bytes are no picture.</returns>
    public ImageHeader? Finish()
    {
        if (_step is null && !IsComplete)
        {
            Begin();
        }

        return _failed || _header is null ? null : Oriented(_header);
    }

    private ImageHeader Oriented(ImageHeader header) =>
        _swapSides && !header.Size.IsAuto ? header with { Size = new ImageSize(header.Size.Height, header.Size.Width) } : header;

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length < _needed)
        {
            Array.Resize(ref _held, _needed);
        }

        bytes.CopyTo(_held.AsSpan(_heldCount));
        _heldCount += bytes.Length;
    }

    private void Step()
    {
        if (_step is null)
        {
            Begin();
            return;
        }

        ReadOnlyMemory<byte> segment = _held.AsMemory(0, _heldCount);
        _heldCount = 0;
        if (!_step(segment))
        {
            IsComplete = true;
        }
    }

    private bool Next(int needed, Func<ReadOnlyMemory<byte>, bool> step, long skip = 0)
    {
        _needed = needed;
        _step = step;
        _skip = skip;
        return needed <= MaxHeldBytes;
    }

    private bool Fail()
    {
        _failed = true;
        return false;
    }

    private void Begin()
    {
        ReadOnlySpan<byte> start = _held.AsSpan(0, _heldCount);
        if (start.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            Restart(8, 8, PngChunk);
        }
        else if (start.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            Restart(2, 4, JpegSegment);
        }
        else if (start.Length >= SignatureLength && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8))
        {
            Restart(SignatureLength, 8, WebpChunk);
        }
        else if (start.StartsWith("GIF8"u8) && start.Length >= 10)
        {
            _header = new ImageHeader { Format = OutputFormat.Gif, Size = SizeOf(BinaryPrimitives.ReadUInt16LittleEndian(start[6..]), BinaryPrimitives.ReadUInt16LittleEndian(start[8..])), HasAlpha = true };
            IsComplete = true;
        }
        else
        {
            _header = IsSvg(start) ? new ImageHeader { Format = OutputFormat.Svg, HasAlpha = true } : null;
            IsComplete = true;
        }
    }

    /// <summary>Goes on with the format's own segments, from an offset within the bytes already held.</summary>
    private void Restart(int offset, int needed, Func<ReadOnlyMemory<byte>, bool> step)
    {
        byte[] rest = _held[offset.._heldCount];
        _heldCount = 0;
        Next(needed, step);
        Append(rest);
    }

    private static bool IsSvg(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            start = start[3..];
        }

        start = start.TrimStart(" \t\r\n"u8);
        return start.StartsWith("<svg"u8) || start.StartsWith("<?xml"u8);
    }

    private static ImageSize SizeOf(long width, long height) =>
        width is > 0 and <= MaxSide && height is > 0 and <= MaxSide ? new ImageSize((int)width, (int)height) : ImageSize.Auto;

    private bool PngChunk(ReadOnlyMemory<byte> segment)
    {
        ReadOnlySpan<byte> head = segment.Span;
        long length = BinaryPrimitives.ReadUInt32BigEndian(head);
        ReadOnlySpan<byte> type = head[4..];
        if (_header is null)
        {
            return type.SequenceEqual("IHDR"u8) && length == 13 ? Next(17, PngHeader) : Fail();
        }

        if (type.SequenceEqual("IDAT"u8))
        {
            return false;
        }

        _header = type.SequenceEqual("tRNS"u8) ? _header with { HasAlpha = true }
            : type.SequenceEqual("caBX"u8) ? _header with { HasContentCredentials = true }
            : _header;
        return Next(8, PngChunk, skip: length + 4);
    }

    private bool PngHeader(ReadOnlyMemory<byte> segment)
    {
        ReadOnlySpan<byte> data = segment.Span;
        ImageSize size = SizeOf(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        if (size.IsAuto)
        {
            return Fail();
        }

        _header = new ImageHeader { Format = OutputFormat.Png, Size = size, BitsPerChannel = data[8], HasAlpha = data[9] is 4 or 6 };
        return Next(8, PngChunk);
    }

    private bool JpegSegment(ReadOnlyMemory<byte> segment)
    {
        ReadOnlySpan<byte> head = segment.Span;
        if (head[0] != 0xFF)
        {
            return Fail();
        }

        byte marker = head[1];
        if (marker == 0xFF)
        {
            // A fill byte: the marker starts one byte later.
            byte[] rest = head[1..].ToArray();
            Next(4, JpegSegment);
            Append(rest);
            return !IsComplete;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2;
        if (length < 0 || marker is 0xD9 or 0xDA)
        {
            return Fail();
        }

        bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
        if (isFrame)
        {
            return length >= 6 ? Next(6, JpegFrame) : Fail();
        }

        if (marker == 0xEB)
        {
            _jpegHasCredentials = true;
        }

        return marker == 0xE1 && length > 0 ? Next(length, JpegExif) : Next(4, JpegSegment, skip: length);
    }

    private bool _jpegHasCredentials;

    private bool JpegExif(ReadOnlyMemory<byte> segment)
    {
        ReadOnlySpan<byte> data = segment.Span;
        if (data.StartsWith("Exif\0\0"u8))
        {
            _swapSides = ExifOrientation.SwapsSides(data[6..]);
        }

        return Next(4, JpegSegment);
    }

    private bool JpegFrame(ReadOnlyMemory<byte> segment)
    {
        ReadOnlySpan<byte> data = segment.Span;
        ImageSize size = SizeOf(BinaryPrimitives.ReadUInt16BigEndian(data[3..]), BinaryPrimitives.ReadUInt16BigEndian(data[1..]));
        if (size.IsAuto)
        {
            return Fail();
        }

        _header = new ImageHeader { Format = OutputFormat.Jpeg, Size = size, BitsPerChannel = data[0], IsCmyk = data[5] == 4, HasContentCredentials = _jpegHasCredentials };
        return false;
    }

    private bool WebpChunk(ReadOnlyMemory<byte> segment)
    {
        ReadOnlySpan<byte> head = segment.Span;
        long length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        long padded = length + (length & 1);
        if (_header is null)
        {
            return head.StartsWith("VP8 "u8) && length >= 10 ? Next(10, WebpLossy)
                : head.StartsWith("VP8L"u8) && length >= 5 ? Next(5, WebpLossless)
                : head.StartsWith("VP8X"u8) && length >= 10 ? Next(10, chunk => WebpExtended(chunk, padded - 10))
                : Fail();
        }

        if (head.StartsWith("C2PA"u8))
        {
            _header = _header with { HasContentCredentials = true };
        }

        return head.StartsWith("EXIF"u8) && padded is > 0 and <= MaxHeldBytes
            ? Next((int)padded, WebpExif)
            : Next(8, WebpChunk, skip: padded);
    }

    private bool WebpLossy(ReadOnlyMemory<byte> chunk)
    {
        ReadOnlySpan<byte> data = chunk.Span;
        if (!data[3..].StartsWith<byte>([0x9D, 0x01, 0x2A]))
        {
            return Fail();
        }

        return WebpDone(SizeOf(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF), hasAlpha: false);
    }

    private bool WebpLossless(ReadOnlyMemory<byte> chunk)
    {
        ReadOnlySpan<byte> data = chunk.Span;
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return data[0] == 0x2F
            ? WebpDone(SizeOf((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1), hasAlpha: ((bits >> 28) & 1) == 1)
            : Fail();
    }

    private bool WebpExtended(ReadOnlyMemory<byte> chunk, long rest)
    {
        ReadOnlySpan<byte> data = chunk.Span;
        long width = 1 + (data[4] | (data[5] << 8) | (data[6] << 16));
        long height = 1 + (data[7] | (data[8] << 8) | (data[9] << 16));
        WebpDone(SizeOf(width, height), hasAlpha: (data[0] & 0x10) != 0);
        return Next(8, WebpChunk, skip: rest);
    }

    private bool WebpExif(ReadOnlyMemory<byte> chunk)
    {
        ReadOnlySpan<byte> data = chunk.Span;
        _swapSides = ExifOrientation.SwapsSides(data.StartsWith("Exif\0\0"u8) ? data[6..] : data);
        return Next(8, WebpChunk);
    }

    private bool WebpDone(ImageSize size, bool hasAlpha)
    {
        if (size.IsAuto)
        {
            return Fail();
        }

        _header = new ImageHeader { Format = OutputFormat.Webp, Size = size, HasAlpha = hasAlpha };
        return false;
    }
}
