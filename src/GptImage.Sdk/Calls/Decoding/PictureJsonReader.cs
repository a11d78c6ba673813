using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>
/// Reads JSON of which some strings are whole pictures. The pictures go to sinks piece by piece; in the small
/// document that remains a picture is replaced by its number, and System.Text.Json reads that document.
/// </summary>
internal sealed class PictureJsonReader(PicturePlace place, int maxPictures, PictureLimits limits, Func<IPictureSink> open) : IDisposable
{
    private const int DataUrlProbe = 5;

    private readonly List<IPictureSink> _pictures = [];
    private readonly ArrayBufferWriter<byte> _rest = new();

    private PictureTextReader _picture;
    private Mode _mode;
    private Expected _expected;
    private int _ended;
    private FormatException? _failure;
    private int _depth;
    private bool _isInData;
    private bool _isAddress;
    private bool _isEscaped;
    private int _stringStart;
    private Range _lastString;

    private enum Mode
    {
        Structure,
        Text,
        Picture,
    }

    /// <summary>What the value behind the last name is to us.</summary>
    private enum Expected
    {
        Nothing,
        Data,
        Picture,
        Address,
    }

    /// <summary>Gets called for each picture as soon as its text ended, with the number that replaces it. An empty text is no
    /// picture.</summary>
    public Action<int, IPictureSink>? PictureCompleted { get; init; }

    /// <summary>Gets the pictures by the number that replaces them, empty ones too.</summary>
    public IReadOnlyList<IPictureSink> Pictures => _pictures;

    /// <summary>Gets the last picture that was complete; <see langword="null"/> when there was none.</summary>
    public IPictureSink? LastCompleted { get; private set; }

    /// <summary>Gets what has come of the document without its pictures.</summary>
    public ReadOnlySpan<byte> Rest => _rest.WrittenSpan;

    /// <summary>Reads until there are no more pieces.</summary>
    /// <param name="readPiece">Gives the next piece; an empty one says that the document ended.</param>
    /// <param name="cancellationToken">Is handed on.</param>
    /// <returns>The document without its pictures, valid until the reader is disposed.</returns>
    /// <exception cref="JsonException">A picture is not a legal JSON string.</exception>
    /// <exception cref="FormatException">There are too many pictures, or the rest is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readPiece, CancellationToken cancellationToken)
    {
        for (ReadOnlyMemory<byte> piece; !(piece = await readPiece(cancellationToken).ConfigureAwait(false)).IsEmpty;)
        {
            Append(piece.Span);
        }

        return _rest.WrittenMemory;
    }

    /// <summary>Says which picture was broken, once those behind it are read.</summary>
    /// <exception cref="FormatException">A picture is not base64, or too large.</exception>
    public void ThrowIfBroken()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    public void Dispose()
    {
        foreach (IPictureSink picture in _pictures)
        {
            picture.Dispose();
        }
    }

    private void Append(ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty)
        {
            int consumed = _mode switch
            {
                Mode.Structure => AppendStructure(block),
                Mode.Text => AppendText(block),
                _ => AppendPicture(block),
            };
            block = block[consumed..];
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_rest.WrittenCount + bytes.Length > limits.MaxAnswerBytes)
        {
            throw new FormatException(
                FormattableString.Invariant(
                    $"it has more than {limits.MaxAnswerBytes:N0} bytes beside its pictures (GptImageClientOptions.MaxAnswerBytes)"));
        }

        _rest.Write(bytes);
    }

    /// <summary>Goes on until a string or a value begins.</summary>
    private int AppendStructure(ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            switch (block[i])
            {
                case (byte)'"':
                    Keep(block[..i]);
                    BeginString();
                    return i + 1;
                case (byte)':':
                    Keep(block[..(i + 1)]);
                    _expected = WhatFollows();
                    return i + 1;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    _isInData |= _expected == Expected.Data && _depth == 2;
                    _expected = Expected.Nothing;
                    break;
                case (byte)'}' or (byte)']':
                    _depth--;
                    _isInData &= _depth > 1;
                    _expected = Expected.Nothing;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    break;
                default:
                    _expected = Expected.Nothing;
                    break;
            }
        }

        Keep(block);
        return block.Length;
    }

    /// <summary>A colon: the string before it was a name.</summary>
    private Expected WhatFollows()
    {
        bool isPlace = place == PicturePlace.Event ? _depth == 1 : _depth == 3 && _isInData;
        if (!isPlace && _depth != 1)
        {
            return Expected.Nothing;
        }

        Utf8JsonReader name = new(_rest.WrittenSpan[_lastString]);
        try
        {
            return !name.Read() || name.TokenType != JsonTokenType.String ? Expected.Nothing
                : isPlace && name.ValueTextEquals("b64_json"u8) ? Expected.Picture
                : isPlace && name.ValueTextEquals("url"u8) ? Expected.Address
                : _depth == 1 && name.ValueTextEquals("data"u8) ? Expected.Data
                : Expected.Nothing;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The name is not legal; the document that remains has it too, and is refused for it.
            return Expected.Nothing;
        }
    }

    private void BeginString()
    {
        if (_expected == Expected.Picture)
        {
            BeginPicture(isInDataUri: false);
        }
        else
        {
            _isAddress = _expected == Expected.Address;
            _stringStart = _rest.WrittenCount;
            Keep("\""u8);
            _mode = Mode.Text;
        }

        _expected = Expected.Nothing;
    }

    private int AppendText(ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            if (_isAddress && _rest.WrittenCount + i - _stringStart - 1 == DataUrlProbe)
            {
                Keep(block[..i]);
                ProbeDataUrl();
                return i;
            }

            if (_isEscaped)
            {
                _isEscaped = false;
            }
            else if (block[i] == '\\')
            {
                _isEscaped = true;
            }
            else if (block[i] == '"')
            {
                Keep(block[..(i + 1)]);
                _lastString = _stringStart.._rest.WrittenCount;
                _mode = Mode.Structure;
                return i + 1;
            }
        }

        Keep(block);
        return block.Length;
    }

    /// <summary>An address that is a data URL is a picture like any other.</summary>
    private void ProbeDataUrl()
    {
        _isAddress = false;
        if (PictureDataReader.StartsDataUri(_rest.WrittenSpan[(_stringStart + 1)..]))
        {
            byte[] before = _rest.WrittenSpan[.._stringStart].ToArray();
            _rest.ResetWrittenCount();
            _rest.Write(before);
            BeginPicture(isInDataUri: true);
        }
    }

    private void BeginPicture(bool isInDataUri)
    {
        if (_ended == maxPictures || _pictures.Count == 2 * maxPictures)
        {
            throw new FormatException(FormattableString.Invariant($"it has more pictures than the {maxPictures} asked for"));
        }

        IPictureSink sink = open();
        Keep(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{_pictures.Count}\"")));
        _pictures.Add(sink);
        _picture = new PictureTextReader(sink, limits.MaxImageBytes, isInDataUri);
        _mode = Mode.Picture;
    }

    private int AppendPicture(ReadOnlySpan<byte> block)
    {
        int consumed;
        try
        {
            consumed = _picture.Append(block);
        }
        catch (FormatException exception)
        {
            throw Unreadable(exception);
        }

        if (_picture.IsComplete)
        {
            EndPicture();
            _mode = Mode.Structure;
        }

        return consumed;
    }

    private void EndPicture()
    {
        if (_picture.Failure is { } failure)
        {
            _failure ??= Unreadable(failure);
            _ended++;
            _pictures[^1].Dispose();
        }
        else if (_picture.Length > 0)
        {
            _ended++;
            LastCompleted = _pictures[^1];
            PictureCompleted?.Invoke(_pictures.Count - 1, _pictures[^1]);
        }
    }

    private FormatException Unreadable(FormatException problem) =>
        new(FormattableString.Invariant($"picture {_ended + 1} cannot be read: {problem.Message}"), problem);
}
