using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Tells whether the bytes of a picture reach to the end that its format says: IEND of a PNG, the end marker of a JPEG, the
/// trailer of a GIF, the length of a WebP.</summary>
/// <remarks>It looks at blocks in passing and holds a few bytes. What stands behind the end is not a matter of it.</remarks>
internal sealed class PictureEnd
{
    private const int SignatureLength = 12;
    private const int RiffHeadLength = 8;

    private readonly byte[] _held = new byte[16];
    private int _heldCount;
    private int _needed = SignatureLength;
    private long _skip;
    private Step _step = Step.Signature;

    private enum Step
    {
        Signature,
        PngChunk,
        JpegMarker,
        JpegLength,
        JpegPixels,
        GifHead,
        GifBlock,
        GifExtension,
        GifImage,
        GifSubBlock,
        Rest,
        Reached,
        Unknown,
    }

    /// <summary>Gets whether the format has an end that was not reached.</summary>
    public bool IsMissing => _step switch
    {
        Step.Reached or Step.Unknown => false,
        Step.Signature => false,
        Step.Rest => _skip > 0,
        _ => true,
    };

    public void Append(ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty && _step is not (Step.Reached or Step.Unknown))
        {
            if (_skip > 0)
            {
                int passed = (int)Math.Min(_skip, block.Length);
                _skip -= passed;
                block = block[passed..];
            }
            else if (_step == Step.Rest)
            {
                _step = Step.Reached;
            }
            else if (_step == Step.JpegPixels)
            {
                block = FindJpegEnd(block);
            }
            else
            {
                int taken = Math.Min(_needed - _heldCount, block.Length);
                block[..taken].CopyTo(_held.AsSpan(_heldCount));
                _heldCount += taken;
                block = block[taken..];
                if (_heldCount == _needed)
                {
                    _heldCount = 0;
                    Read(_held.AsSpan(0, _needed));
                }
            }
        }
    }

    private void Read(ReadOnlySpan<byte> held)
    {
        switch (_step)
        {
            case Step.Signature:
                Begin(held);
                break;
            case Step.PngChunk:
                GoOn(held[4..].SequenceEqual("IEND"u8) ? Step.Rest : Step.PngChunk, 8, BinaryPrimitives.ReadUInt32BigEndian(held) + 4L);
                break;
            case Step.JpegMarker:
                ReadJpegMarker(held);
                break;
            case Step.JpegLength:
                GoOn(Step.JpegMarker, 2, Math.Max(0, BinaryPrimitives.ReadUInt16BigEndian(held) - 2));
                break;
            case Step.GifHead:
                GoOn(Step.GifBlock, 1, PaletteLength(held[0]) + 2);
                break;
            case Step.GifBlock:
                ReadGifBlock(held[0]);
                break;
            case Step.GifExtension:
                GoOn(Step.GifSubBlock, 1);
                break;
            case Step.GifImage:
                GoOn(Step.GifSubBlock, 1, PaletteLength(held[8]) + 1);
                break;
            case Step.GifSubBlock:
                GoOn(held[0] == 0 ? Step.GifBlock : Step.GifSubBlock, 1, held[0]);
                break;
            default:
                break;
        }
    }

    private void Begin(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            Restart(Step.PngChunk, 8, start[8..]);
        }
        else if (start.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            Restart(Step.JpegMarker, 2, start[2..]);
        }
        else if (start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8))
        {
            GoOn(Step.Rest, 1, Math.Max(0, BinaryPrimitives.ReadUInt32LittleEndian(start[4..]) + (long)RiffHeadLength - SignatureLength));
        }
        else if (start.StartsWith("GIF8"u8))
        {
            Restart(Step.GifHead, 1, start[10..]);
        }
        else
        {
            _step = Step.Unknown;
        }
    }

    /// <summary>Goes on within the bytes of the signature.</summary>
    private void Restart(Step step, int needed, ReadOnlySpan<byte> rest)
    {
        Span<byte> kept = stackalloc byte[SignatureLength];
        rest.CopyTo(kept);
        GoOn(step, needed);
        Append(kept[..rest.Length]);
    }

    private void GoOn(Step step, int needed, long skip = 0)
    {
        _step = step;
        _needed = needed;
        _skip = skip;
        _heldCount = 0;
    }

    /// <summary>Reads two bytes that should be a marker; cameras and editors leave others between segments.</summary>
    private void ReadJpegMarker(ReadOnlySpan<byte> held)
    {
        if (held[0] != 0xFF || held[1] is 0xFF or 0x00)
        {
            _held[0] = held[1];
            _heldCount = 1;
            return;
        }

        switch (held[1])
        {
            case 0xD9:
                _step = Step.Reached;
                break;
            case 0xDA:
                GoOn(Step.JpegPixels, 0);
                break;
            case 0x01 or (>= 0xD0 and <= 0xD8):
                GoOn(Step.JpegMarker, 2);
                break;
            default:
                GoOn(Step.JpegLength, 2);
                break;
        }
    }

    /// <summary>Looks for the end marker among the pixels, where nothing else can look like it.</summary>
    private ReadOnlySpan<byte> FindJpegEnd(ReadOnlySpan<byte> block)
    {
        bool isSplit = _heldCount == 1 && block[0] == 0xD9;
        int end = isSplit ? 0 : block.IndexOf<byte>([0xFF, 0xD9]);
        _heldCount = block[^1] == 0xFF ? 1 : 0;
        _step = isSplit || end >= 0 ? Step.Reached : Step.JpegPixels;
        return default;
    }

    private void ReadGifBlock(byte kind)
    {
        switch (kind)
        {
            case 0x2C:
                GoOn(Step.GifImage, 9);
                break;
            case 0x21:
                GoOn(Step.GifExtension, 1);
                break;
            case 0x3B:
                _step = Step.Reached;
                break;
            default:
                // Not as the format has it; nothing can be said of its end.
                _step = Step.Unknown;
                break;
        }
    }

    private static int PaletteLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
