using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace GptImage.Sdk;

/// <summary>Decodes a base64 text that arrives in pieces of any length, in both alphabets, with or without padding.</summary>
internal struct Base64Reader
{
    private const int Quantum = 4;

    /// <summary>Below this a run is not worth the way.</summary>
    private const int ShortestRun = 64;

    private const int GroupBytes = 3;

    /// <summary>How much of a text in the alphabet for addresses is translated at once.</summary>
    private const int TranslatedAtOnce = 1024;

    private static readonly SearchValues<byte> AddressAlphabet = SearchValues.Create("-_"u8);

    private readonly IBufferWriter<byte> _sink;
    private readonly long _maxBytes;
    private uint _heldCharacters;
    private int _heldCount;
    private long _length;

    /// <param name="sink">Where the bytes go.</param>
    /// <param name="maxBytes">The most bytes a picture may have.</param>
    public Base64Reader(IBufferWriter<byte> sink, long maxBytes)
    {
        _sink = sink;
        _maxBytes = maxBytes;
    }

    /// <summary>Gets how many bytes were decoded.</summary>
    public readonly long Length => _length;

    /// <summary>Takes the long plain run at the start of a text that need not be base64 to its end.</summary>
    /// <returns>How much was taken. What follows goes to <see cref="Append"/>, once it is known to belong to the text.</returns>
    /// <exception cref="FormatException">The text is not base64, or the picture too large.</exception>
    public int AppendRun(ReadOnlySpan<byte> text)
    {
        // The held group is the last one unless the text goes on behind it, and then it may be padded.
        int missing = _heldCount == 0 ? 0 : Quantum - _heldCount;
        if (text.Length < ShortestRun || !IsPlain(text[..(missing + 1)]))
        {
            return 0;
        }

        foreach (byte character in text[..missing])
        {
            Hold(character);
        }

        DecodeHeld();
        int taken = missing;
        for (int run; (run = Base64Run.Decode(text[taken..], _sink.GetSpan(Base64Run.LeastRoom))) > 0; taken += run)
        {
            Count(run / Quantum * GroupBytes);
        }

        return taken;
    }

    /// <summary>Takes the next piece: base64 characters only. The last characters are held, because only the very last may be
    /// padded.</summary>
    /// <exception cref="FormatException">The text is not base64, or the picture too large.</exception>
    public void Append(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(AddressAlphabet) < 0)
        {
            AppendStandard(text);
            return;
        }

        Span<byte> standard = stackalloc byte[TranslatedAtOnce];
        for (; !text.IsEmpty; text = text[Math.Min(TranslatedAtOnce, text.Length)..])
        {
            Span<byte> part = standard[..Math.Min(TranslatedAtOnce, text.Length)];
            text[..part.Length].CopyTo(part);
            part.Replace((byte)'-', (byte)'+');
            part.Replace((byte)'_', (byte)'/');
            AppendStandard(part);
        }
    }

    /// <summary>Says that the text ended.</summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    public void Finish()
    {
        if (_heldCount == 0)
        {
            return;
        }

        Span<byte> held = stackalloc byte[Quantum];
        BinaryPrimitives.WriteUInt32BigEndian(held, _heldCharacters << (8 * (Quantum - _heldCount)));
        int length = ((ReadOnlySpan<byte>)held[.._heldCount]).TrimEnd((byte)'=').Length;
        if (length == 1 && _heldCount == 1)
        {
            throw new FormatException("its length is one more than a multiple of 4");
        }

        DecodeLast(held[..length]);
    }

    private void AppendStandard(ReadOnlySpan<byte> text)
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

    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        foreach (byte character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'+' or (byte)'/'))
            {
                return false;
            }
        }

        return true;
    }

    private void Hold(byte character)
    {
        _heldCharacters = (_heldCharacters << 8) | character;
        _heldCount++;
    }

    private void DecodeHeld()
    {
        Span<byte> held = stackalloc byte[Quantum];
        BinaryPrimitives.WriteUInt32BigEndian(held, _heldCharacters);
        Decode(held[.._heldCount]);
        _heldCount = 0;
        _heldCharacters = 0;
    }

    /// <summary>Decodes the last characters, whose padding may be missing. Bits of theirs that stand for nothing may be set: some encoders
    /// leave them, and a paid picture is not thrown away for them.</summary>
    private void DecodeLast(ReadOnlySpan<byte> last)
    {
        Span<char> padded = ['=', '=', '=', '='];
        for (int i = 0; i < last.Length; i++)
        {
            padded[i] = (char)last[i];
        }

        if (!Convert.TryFromBase64Chars(padded, _sink.GetSpan(GroupBytes), out int written) || written == 0)
        {
            throw NotBase64();
        }

        Count(written);
    }

    private void Decode(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            OperationStatus status =
                Base64.DecodeFromUtf8(text, _sink.GetSpan(GroupBytes), out int consumed, out int written, isFinalBlock: false);
            if (status is not (OperationStatus.Done or OperationStatus.DestinationTooSmall) || consumed == 0)
            {
                throw NotBase64();
            }

            Count(written);
            text = text[consumed..];
        }
    }

    private void Count(int written)
    {
        _sink.Advance(written);
        _length += written;
        if (_length > _maxBytes)
        {
            throw new FormatException(
                FormattableString.Invariant($"it has more than {_maxBytes:N0} bytes (GptImageClientOptions.MaxImageBytes)"));
        }
    }

    private static FormatException NotBase64() => new("it has characters that base64 does not have");
}
