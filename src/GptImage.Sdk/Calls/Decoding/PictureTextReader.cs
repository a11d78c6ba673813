using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads the JSON string of one picture from behind its opening quote, piece by piece: escapes, white space, a <c>data:</c>
/// prefix, then base64.</summary>
internal struct PictureTextReader
{
    private const int ProbeLength = 5;
    private const int UnicodeDigits = 4;

    private static readonly SearchValues<byte> NotPlain = SearchValues.Create(
        "\"\\ \u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F"u8);

    private readonly long _maxBytes;
    private Base64Reader _base64;
    private long _passedOver;
    private ulong _probe;
    private int _probeLength;
    private Part _part;
    private bool _isEscaped;
    private int _digitsLeft;
    private int _codeUnit;

    public PictureTextReader(IPictureSink sink, long maxBytes, bool isInDataUrl)
    {
        _maxBytes = maxBytes;
        _base64 = new Base64Reader(sink, maxBytes);
        _part = isInDataUrl ? Part.DataUrlHead : Part.Start;
    }

    private enum Part
    {
        Start,
        DataUrlHead,
        Base64,
    }

    /// <summary>Gets how many bytes the picture has so far.</summary>
    public readonly long Length => _base64.Length;

    /// <summary>Gets whether the closing quote was met.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Gets what is wrong with the picture: it is not base64, or too large. Its text is passed over, for the sake of the pictures
    /// behind it.</summary>
    public FormatException? Failure { get; private set; }

    /// <summary>Takes the next piece.</summary>
    /// <returns>How much of it belongs to the string, the closing quote included.</returns>
    /// <exception cref="JsonException">The string is not legal JSON.</exception>
    /// <exception cref="FormatException">The string is broken, and too long to be passed over.</exception>
    public int Append(ReadOnlySpan<byte> block)
    {
        PictureTextReader before = this;
        try
        {
            return Take(block);
        }
        catch (FormatException exception) when (Failure is null)
        {
            this = before;
            Failure = exception;
            return Take(block);
        }
    }

    private int Take(ReadOnlySpan<byte> block)
    {
        if (_digitsLeft > 0 || _isEscaped)
        {
            AppendEscaped(block[0]);
            return 1;
        }

        int run = _part == Part.Base64 && Failure is null ? _base64.AppendRun(block) : 0;
        int end = block[run..].IndexOfAny(NotPlain);
        AppendPlain(end < 0 ? block[run..] : block.Slice(run, end));
        if (end < 0)
        {
            return block.Length;
        }

        end += run;
        switch (block[end])
        {
            case (byte)'"':
                Finish();
                break;
            case (byte)'\\':
                _isEscaped = true;
                break;
            case (byte)' ':
                break;
            default:
                throw new JsonException("a string has a control character");
        }

        return end + 1;
    }

    private void AppendEscaped(byte character)
    {
        if (_digitsLeft > 0)
        {
            if (!char.IsAsciiHexDigit((char)character))
            {
                throw new JsonException("a \\u escape has something else than four hexadecimal digits");
            }

            _codeUnit = (_codeUnit << 4) | (character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10);
            _digitsLeft--;
            if (_digitsLeft == 0)
            {
                AppendCharacter(_codeUnit);
            }

            return;
        }

        _isEscaped = false;
        switch (character)
        {
            case (byte)'u':
                _digitsLeft = UnicodeDigits;
                _codeUnit = 0;
                break;
            case (byte)'/' or (byte)'"' or (byte)'\\':
                AppendCharacter(character);
                break;
            case (byte)'n' or (byte)'r' or (byte)'t':
                break;
            case (byte)'b' or (byte)'f':
                AppendCharacter('?');
                break;
            default:
                throw new JsonException("a string has an unknown escape");
        }
    }

    /// <summary>Takes one unescaped character; white space counts for nothing.</summary>
    private void AppendCharacter(int character)
    {
        if (character is not (' ' or '\t' or '\r' or '\n'))
        {
            AppendPlain([character < 0x80 ? (byte)character : (byte)'?']);
        }
    }

    private void AppendPlain(ReadOnlySpan<byte> text)
    {
        if (Failure is not null)
        {
            PassOver(text.Length, Failure);
            return;
        }

        while (_part == Part.Start && !text.IsEmpty)
        {
            _probe = (_probe << 8) | text[0];
            text = text[1..];
            if (++_probeLength == ProbeLength)
            {
                EndProbe();
            }
        }

        if (_part == Part.DataUrlHead && !text.IsEmpty)
        {
            int comma = text.IndexOf((byte)',');
            if (comma < 0)
            {
                return;
            }

            _part = Part.Base64;
            text = text[(comma + 1)..];
        }

        if (!text.IsEmpty)
        {
            _base64.Append(text);
        }
    }

    /// <summary>The first characters are there: they begin a data URL, or they are base64 already.</summary>
    private void EndProbe()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, _probe);
        ReadOnlySpan<byte> start = bytes[^_probeLength..];
        if (start.SequenceEqual("data:"u8))
        {
            _part = Part.DataUrlHead;
            return;
        }

        _part = Part.Base64;
        _base64.Append(start);
    }

    private void Finish()
    {
        IsComplete = true;
        if (Failure is not null)
        {
            return;
        }

        if (_part == Part.Start)
        {
            EndProbe();
        }
        else if (_part == Part.DataUrlHead)
        {
            throw new FormatException("it is a data URL without a comma");
        }

        _base64.Finish();
    }

    /// <summary>Nobody waits for the end of a text that is longer than any picture.</summary>
    private void PassOver(int length, FormatException failure)
    {
        _passedOver += length;
        if (_passedOver > 2 * _maxBytes)
        {
            throw failure;
        }
    }
}
