using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads the JSON string of one picture from behind its opening quote, piece by piece: escapes and white space, and within them
/// the picture as text.</summary>
internal struct PictureTextReader
{
    private const int UnicodeDigits = 4;

    private static readonly SearchValues<byte> NotPlain = SearchValues.Create(
        "\"\\ \u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000E\u000F"u8
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F"u8);

    private readonly long _maxBytes;
    private PictureDataReader _data;
    private long _passedOver;
    private long _blanks;
    private bool _isEscaped;
    private int _digitsLeft;
    private int _codeUnit;

    public PictureTextReader(IPictureSink sink, long maxBytes, bool isInDataUri)
    {
        _maxBytes = maxBytes;
        _data = new PictureDataReader(sink, maxBytes, isInDataUri);
    }

    /// <summary>Gets how many bytes the picture has so far.</summary>
    public readonly long Length => _data.Length;

    /// <summary>Gets whether the closing quote was met.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Gets what is wrong with the picture: it is not base64, or too large. Its text is skipped, for the sake of the pictures
    /// behind it.</summary>
    public FormatException? Failure { get; private set; }

    /// <summary>Takes the next piece.</summary>
    /// <returns>How much of it belongs to the string, the closing quote included.</returns>
    /// <exception cref="JsonException">The string is not legal JSON.</exception>
    /// <exception cref="FormatException">The string is broken, and too long to be skipped.</exception>
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

        int run = Failure is null ? _data.AppendRun(block) : 0;
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
                AppendBlank();
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
                AppendBlank();
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
        if (character is ' ' or '\t' or '\r' or '\n')
        {
            AppendBlank();
            return;
        }

        AppendPlain([character < 0x80 ? (byte)character : (byte)'?']);
    }

    private void AppendPlain(ReadOnlySpan<byte> text)
    {
        if (Failure is not null)
        {
            PassOver(text.Length, Failure);
            return;
        }

        _data.Append(text);
    }

    private void AppendBlank()
    {
        if (Failure is not null)
        {
            PassOver(1, Failure);
        }
        else if (++_blanks > _maxBytes)
        {
            throw new FormatException("it has more blanks than a picture may have bytes (GptImageClientOptions.MaxImageBytes)");
        }
    }

    private void Finish()
    {
        IsComplete = true;
        if (Failure is null)
        {
            _data.Finish();
        }
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
