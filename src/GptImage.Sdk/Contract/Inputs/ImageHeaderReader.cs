using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Reads an <see cref="ImageHeader"/> from the blocks of a picture as they pass by, holding no more than one small
/// segment.</summary>
internal sealed class ImageHeaderReader
{
    private byte[] _held = new byte[64];
    private int _heldCount;
    private int _needed = PictureFormat.SignatureLength;
    private long _skip;
    private HeaderSegments? _segments;
    private ImageHeader? _wholeHeader;

    /// <summary>Gets whether nothing more is to be learned.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Gets how many bytes the segment under way still lacks.</summary>
    public int Missing => _needed - _heldCount;

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
                ReadHeld();
            }
        }
    }

    /// <summary>Gives away the bytes that would be skipped next, for a source that can jump.</summary>
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
        if (_segments is null && !IsComplete)
        {
            Begin();
        }

        ImageHeader? header = _wholeHeader ?? _segments?.Header;
        if (header is null || _segments is not { Orientation: > 0 and int orientation })
        {
            return header;
        }

        bool swapsSides = orientation >= 5 && !header.Size.IsAuto;
        return header with
        {
            Orientation = orientation,
            Size = swapsSides ? new ImageSize(header.Size.Height, header.Size.Width) : header.Size,
        };
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length < _needed)
        {
            Array.Resize(ref _held, _needed);
        }

        bytes.CopyTo(_held.AsSpan(_heldCount));
        _heldCount += bytes.Length;
    }

    private void ReadHeld()
    {
        if (_segments is null)
        {
            Begin();
            return;
        }

        IsComplete = !_segments.Read(_held.AsSpan(0, _heldCount));
        int kept = IsComplete ? 0 : _segments.Kept;
        _held.AsSpan(_heldCount - kept, kept).CopyTo(_held);
        _heldCount = kept;
        _needed = _segments.Needed;
        _skip = IsComplete ? 0 : _segments.Skip;
    }

    private void Begin()
    {
        ReadOnlySpan<byte> start = _held.AsSpan(0, _heldCount);
        switch (PictureFormat.Detect(start)?.Name)
        {
            case "png":
                GoOn(new PngSegments(), from: 8);
                break;
            case "jpeg":
                GoOn(new JpegSegments(), from: 2);
                break;
            case "webp":
                GoOn(new WebpSegments(), from: PictureFormat.SignatureLength);
                break;
            case "svg":
                _wholeHeader = new ImageHeader { Format = OutputFormat.Svg, HasAlpha = true };
                IsComplete = true;
                break;
            case "gif":
                _wholeHeader = ReadGif(start);
                IsComplete = true;
                break;
            default:
                IsComplete = true;
                break;
        }
    }

    /// <summary>Goes on with the format's own segments, from an offset within the bytes already held.</summary>
    private void GoOn(HeaderSegments segments, int from)
    {
        Span<byte> rest = stackalloc byte[PictureFormat.SignatureLength];
        rest = rest[..(_heldCount - from)];
        _held.AsSpan(from, rest.Length).CopyTo(rest);
        _heldCount = 0;
        _segments = segments;
        _needed = segments.Needed;
        Append(rest);
    }

    private static ImageHeader? ReadGif(ReadOnlySpan<byte> start) => start.Length >= 10
        ? new ImageHeader
        {
            Format = OutputFormat.Gif,
            Size =
                ImageHeader.SizeOf(BinaryPrimitives.ReadUInt16LittleEndian(start[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(start[8..])),
            HasAlpha = true,
        }
        : null;
}
