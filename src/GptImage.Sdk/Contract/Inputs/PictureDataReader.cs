using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Reads a picture that comes as text, piece by piece: base64, alone or in a data URI, percent-encoded or not.</summary>
internal struct PictureDataReader
{
    private const int ProbeLength = 5;
    private const int PercentDigits = 2;
    private const int MaxHeadLength = 4096;

    /// <summary>How far behind a comma the head of a data URI may go on.</summary>
    private const int MaxHeldLength = 256;

    private const int MarkLength = 7;

    private Base64Reader _base64;
    private Part _part;
    private ulong _last;
    private int _headLength;
    private byte[]? _held;
    private int _heldLength;
    private int _digitsLeft;
    private int _digits;

    /// <param name="sink">Where the bytes go.</param>
    /// <param name="maxBytes">The most bytes a picture may have.</param>
    /// <param name="isInDataUri">Whether the first five characters, <c>data:</c>, are read already.</param>
    public PictureDataReader(IBufferWriter<byte> sink, long maxBytes, bool isInDataUri)
    {
        _base64 = new Base64Reader(sink, maxBytes);
        _part = isInDataUri ? Part.Head : Part.Start;
    }

    private enum Part
    {
        Start,
        Head,

        /// <summary>Behind a comma that ends the head, or belongs to one of its parameters.</summary>
        BehindComma,
        Base64,
    }

    /// <summary>Gets how many bytes the picture has so far.</summary>
    public readonly long Length => _base64.Length;

    /// <summary>Gets whether the text is a data URI that says <c>;base64</c>.</summary>
    public bool IsMarkedDataUri { get; private set; }

    /// <summary>Tells whether the first characters are those of a data URI.</summary>
    public static bool StartsDataUri(ReadOnlySpan<byte> start) =>
        start.Length >= ProbeLength && System.Text.Ascii.EqualsIgnoreCase(start[..ProbeLength], "data:"u8);

    /// <summary>Takes the long plain run at the start of a text that need not belong to the picture to its end.</summary>
    /// <returns>How much was taken.</returns>
    /// <exception cref="FormatException">The picture is too large.</exception>
    public int AppendRun(ReadOnlySpan<byte> text)
    {
        if (_digitsLeft > 0 || (_part != Part.Base64 && (_part != Part.Start || _headLength > 0)))
        {
            return 0;
        }

        int taken = _base64.AppendRun(text);
        if (taken > 0)
        {
            // A run of base64 is longer than "data:" and has no colon.
            _part = Part.Base64;
        }

        return taken;
    }

    /// <summary>Takes the next piece, without white space.</summary>
    /// <exception cref="FormatException">The text is not base64, or the picture too large.</exception>
    public void Append(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (_digitsLeft > 0)
            {
                AppendDigit(text[0]);
                text = text[1..];
                continue;
            }

            int percent = text.IndexOf((byte)'%');
            AppendPlain(percent < 0 ? text : text[..percent]);
            _digitsLeft = percent < 0 ? 0 : PercentDigits;
            _digits = 0;
            text = percent < 0 ? default : text[(percent + 1)..];
        }
    }

    /// <summary>Says that the text ended.</summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    public void Finish()
    {
        switch (_part)
        {
            case Part.Start:
                EndProbe();
                break;
            case Part.Head:
                throw new FormatException("it is a data URI without a comma");
            case Part.BehindComma:
                EndHead();
                break;
            default:
                break;
        }

        if (_digitsLeft > 0)
        {
            throw new FormatException("it ends within a percent escape");
        }

        _base64.Finish();
    }

    private void AppendDigit(byte digit)
    {
        if (!char.IsAsciiHexDigit((char)digit))
        {
            throw new FormatException("it has a percent sign without two hexadecimal digits");
        }

        _digits = (_digits << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        if (--_digitsLeft == 0)
        {
            AppendPlain([(byte)_digits]);
        }
    }

    private void AppendPlain(ReadOnlySpan<byte> text)
    {
        while (_part != Part.Base64 && !text.IsEmpty)
        {
            AppendHead(text[0]);
            text = text[1..];
        }

        if (!text.IsEmpty)
        {
            _base64.Append(text);
        }
    }

    /// <summary>Takes a character before the base64 text, or one of which that is not known yet.</summary>
    private void AppendHead(byte character)
    {
        _last = (_last << 8) | character;
        if (++_headLength > MaxHeadLength)
        {
            throw new FormatException(
                FormattableString.Invariant($"it is a data URI whose head has more than {MaxHeadLength:N0} characters"));
        }

        switch (_part)
        {
            case Part.Start when _headLength == ProbeLength:
                EndProbe();
                break;
            case Part.Head when character == ',':
                IsMarkedDataUri = EndsWithMark(_last >> 8);
                _part = IsMarkedDataUri ? Part.Base64 : Part.BehindComma;
                break;
            case Part.BehindComma when character == ';':
                // Base64 has no semicolon: the comma was one of a parameter.
                _heldLength = 0;
                _part = Part.Head;
                break;
            case Part.BehindComma:
                _held ??= new byte[MaxHeldLength];
                _held[_heldLength++] = character;
                if (_heldLength == MaxHeldLength)
                {
                    EndHead();
                }

                break;
            default:
                break;
        }
    }

    /// <summary>The first characters are there: they begin a data URI, or they are base64 already.</summary>
    private void EndProbe()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, _last);
        ReadOnlySpan<byte> start = bytes[^_headLength..];
        if (StartsDataUri(start))
        {
            _part = Part.Head;
            return;
        }

        _part = Part.Base64;
        _base64.Append(start);
    }

    /// <summary>What was held behind a comma is the beginning of the picture.</summary>
    private void EndHead()
    {
        _part = Part.Base64;
        _base64.Append(_held.AsSpan(0, _heldLength));
    }

    private static bool EndsWithMark(ulong last)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, last);
        return System.Text.Ascii.EqualsIgnoreCase(bytes[^MarkLength..], ";base64"u8);
    }
}
