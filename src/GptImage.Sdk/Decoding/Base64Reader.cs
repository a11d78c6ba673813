using System.Buffers;
using System.Buffers.Text;

namespace GptImage.Sdk;

/// <summary>Decodes a base64 text that arrives in pieces of any length straight into a sink.</summary>
internal struct Base64Reader
{
    private const int Quantum = 4;

    private readonly IPictureSink _sink;
    private readonly byte[] _decoded;
    private readonly long _maxBytes;
    private uint _heldCharacters;
    private int _heldCount;
    private long _length;

    /// <param name="sink">Where the bytes go.</param>
    /// <param name="decoded">A block to decode into, at least 3 bytes for 4 characters of the longest piece.</param>
    /// <param name="maxBytes">The most bytes a picture may have.</param>
    public Base64Reader(IPictureSink sink, byte[] decoded, long maxBytes)
    {
        _sink = sink;
        _decoded = decoded;
        _maxBytes = maxBytes;
    }

    /// <summary>Takes the next piece: base64 characters only. The last characters are held, because only the very last may be padded.</summary>
    /// <exception cref="FormatException">The text is not base64, or the picture too large.</exception>
    public void Append(ReadOnlySpan<byte> text)
    {
        if (_heldCount > 0)
        {
            while (_heldCount < Quantum && !text.IsEmpty)
            {
                Hold(text[0]);
                text = text[1..];
            }

            if (text.IsEmpty)
            {
                return;
            }

            DecodeHeld();
        }

        int held = text.Length == 0 ? 0 : ((text.Length - 1) % Quantum) + 1;
        Decode(text[..^held]);
        foreach (byte character in text[^held..])
        {
            Hold(character);
        }
    }

    /// <summary>Says that the text ended.</summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    public void Finish()
    {
        if (_heldCount is not (0 or Quantum))
        {
            throw new FormatException("its length is no multiple of 4");
        }

        DecodeLast();
    }

    private void Hold(byte character)
    {
        _heldCharacters = (_heldCharacters << 8) | character;
        _heldCount++;
    }

    private void DecodeHeld()
    {
        Span<byte> held = stackalloc byte[Quantum];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(held, _heldCharacters);
        Decode(held);
        _heldCount = 0;
        _heldCharacters = 0;
    }

    /// <summary>Decodes the last four characters. Bits of theirs that stand for nothing may be set: some encoders leave them, and a paid picture is not thrown away for them.</summary>
    private void DecodeLast()
    {
        if (_heldCount == 0)
        {
            return;
        }

        Span<char> held = [(char)(_heldCharacters >> 24), (char)((_heldCharacters >> 16) & 0xFF), (char)((_heldCharacters >> 8) & 0xFF), (char)(_heldCharacters & 0xFF)];
        if (!Convert.TryFromBase64Chars(held, _decoded, out int written))
        {
            throw NotBase64();
        }

        Keep(written);
    }

    private void Decode(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (Base64.DecodeFromUtf8(text, _decoded, out int consumed, out int written, isFinalBlock: false) != OperationStatus.Done || consumed != text.Length)
        {
            throw NotBase64();
        }

        Keep(written);
    }

    private void Keep(int count)
    {
        _length += count;
        if (_length > _maxBytes)
        {
            throw new FormatException(FormattableString.Invariant($"it has more than {_maxBytes:N0} bytes (GptImageClientOptions.MaxImageBytes)"));
        }

        _sink.Write(_decoded.AsSpan(0, count));
    }

    private static FormatException NotBase64() => new("it has characters that are none of base64");
}
