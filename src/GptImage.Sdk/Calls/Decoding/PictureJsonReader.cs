using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace GptImage.Sdk;

/// <summary>
/// Reads JSON in which some strings are whole pictures, wherever answers, events, batch lines and conversations have them. The pictures go
/// to sinks piece by piece; in the small document that remains, which System.Text.Json reads, a picture is replaced by its number.
/// </summary>
/// <param name="maxPictures">How many pictures are kept; those beyond are read and dropped.</param>
/// <param name="limits">The bounds of the document.</param>
/// <param name="open">Opens a place for the next picture.</param>
internal sealed class PictureJsonReader(int maxPictures, PictureLimits limits, Func<IPictureSink> open) : IDisposable
{
    private const int DataUriProbe = 5;

    /// <summary>How many texts of pictures are read for each that may be kept: an entry may have it twice, and a gateway may send
    /// twice what the service makes.</summary>
    private const int TextsForEach = 4;

    /// <summary>Deeper documents are refused anyway.</summary>
    private const int MaxDepth = 64;

    /// <summary>How deep the answers of the service are.</summary>
    private const int UsualDepth = 3;

    /// <summary>Ten digits in quotes.</summary>
    private const int MaxNumberLength = 12;

    private readonly List<IPictureSink> _pictures = [];
    private readonly List<PictureEntry> _entries = [];
    private readonly ArrayBufferWriter<byte> _rest = new();

    /// <summary>The objects and lists that are open, the document itself at index 1.</summary>
    private (PicturePlace Place, PictureEntry? Entry)[] _levels = new (PicturePlace, PictureEntry?)[UsualDepth + 1];

    private PictureTextReader _picture;
    private PictureEntry? _current;
    private Mode _mode;
    private Expected _expected;
    private int _begun;
    private int _ended;
    private int _depth;
    private bool _isProbed;
    private bool _isDropped;
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
        Answer,
        Data,
        Output,
        Item,
        Picture,
        Address,
    }

    /// <summary>Gets called for each picture that is kept as soon as its text ended. An empty text is not a picture.</summary>
    public Action<PictureEntry, IPictureSink>? PictureCompleted { get; init; }

    /// <summary>Gets the pictures by the number that replaces them, empty and dropped ones too.</summary>
    public IReadOnlyList<IPictureSink> Pictures => _pictures;

    /// <summary>Gets the entries of the document that have a picture, an address or a broken text, in their order.</summary>
    public IReadOnlyList<PictureEntry> Entries => _entries;

    /// <summary>Gets the last picture that was complete; <see langword="null"/> when there was none.</summary>
    public IPictureSink? LastCompleted { get; private set; }

    /// <summary>Gets whether the end of the document was met. What follows it is not read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Gets what has come of the document without its pictures.</summary>
    public ReadOnlySpan<byte> Rest => _rest.WrittenSpan;

    /// <summary>Reads until the document ends, or there are no more pieces.</summary>
    /// <param name="readPiece">Gives the next piece; an empty one says that the document ended.</param>
    /// <param name="cancellationToken">Is handed on.</param>
    /// <returns>The document without its pictures, valid until the reader is disposed.</returns>
    /// <exception cref="JsonException">A picture is not a legal JSON string.</exception>
    /// <exception cref="FormatException">There are too many pictures, or the rest is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readPiece, CancellationToken cancellationToken)
    {
        for (ReadOnlyMemory<byte> piece; !IsComplete && !(piece = await readPiece(cancellationToken).ConfigureAwait(false)).IsEmpty;)
        {
            Append(piece.Span);
        }

        return _rest.WrittenMemory;
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
        while (!block.IsEmpty && !IsComplete)
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

    private void KeepNumber(int number)
    {
        Span<byte> quoted = stackalloc byte[MaxNumberLength];
        Utf8.TryWrite(quoted, CultureInfo.InvariantCulture, $"\"{number}\"", out int length);
        Keep(quoted[..length]);
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
                    Enter(isList: block[i] == '[');
                    break;
                case (byte)'}' or (byte)']':
                    _depth--;
                    _expected = Expected.Nothing;
                    if (_depth == 0)
                    {
                        Keep(block[..(i + 1)]);
                        IsComplete = true;
                        return i + 1;
                    }

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

    /// <summary>An object or a list begins.</summary>
    private void Enter(bool isList)
    {
        PicturePlace parent = PlaceAt(_depth);
        _depth++;
        if (_depth is > 0 and <= MaxDepth)
        {
            if (_depth == _levels.Length)
            {
                Array.Resize(ref _levels, 2 * _depth);
            }

            PicturePlace place = _expected switch
            {
                _ when _depth == 1 => isList ? PicturePlace.Entries : PicturePlace.Answer,
                Expected.Answer when !isList => PicturePlace.Answer,
                Expected.Data => isList ? PicturePlace.Entries : PicturePlace.Entry,
                Expected.Output => isList ? PicturePlace.Items : PicturePlace.Item,
                Expected.Item when !isList => PicturePlace.Item,
                Expected.Nothing when !isList && parent == PicturePlace.Entries => PicturePlace.Entry,
                Expected.Nothing when !isList && parent == PicturePlace.Items => PicturePlace.Item,
                _ => PicturePlace.None,
            };
            _levels[_depth] = (place, null);
        }

        _expected = Expected.Nothing;
    }

    private PicturePlace PlaceAt(int depth) => depth is > 0 and <= MaxDepth ? _levels[depth].Place : PicturePlace.None;

    /// <summary>A colon: the string before it was a name.</summary>
    private Expected WhatFollows()
    {
        PicturePlace place = PlaceAt(_depth);
        if (place is PicturePlace.None or PicturePlace.Entries or PicturePlace.Items)
        {
            return Expected.Nothing;
        }

        Utf8JsonReader name = new(_rest.WrittenSpan[_lastString]);
        try
        {
            return !name.Read() || name.TokenType != JsonTokenType.String ? Expected.Nothing : WhatFollows(place, name);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The name is not legal; the document that remains has it too, and is refused for it.
            return Expected.Nothing;
        }
    }

    private static Expected WhatFollows(PicturePlace place, Utf8JsonReader name) => place switch
    {
        PicturePlace.Item => name.ValueTextEquals("result"u8) ? Expected.Picture : Expected.Nothing,
        _ when name.ValueTextEquals("b64_json"u8) => Expected.Picture,
        _ when name.ValueTextEquals("url"u8) => Expected.Address,
        PicturePlace.Answer =>
            name.ValueTextEquals("data"u8) ? Expected.Data
            : name.ValueTextEquals("output"u8) ? Expected.Output
            : name.ValueTextEquals("item"u8) ? Expected.Item
            : name.ValueTextEquals("response"u8) || name.ValueTextEquals("body"u8) ? Expected.Answer
            : name.ValueTextEquals("partial_image_b64"u8) ? Expected.Picture
            : Expected.Nothing,
        _ => Expected.Nothing,
    };

    /// <summary>Gets the entry that a picture or an address belongs to.</summary>
    private PictureEntry CurrentEntry()
    {
        ref (PicturePlace Place, PictureEntry? Entry) level = ref _levels[_depth];
        if (level.Entry is not { } entry)
        {
            entry = new PictureEntry { IsLoose = level.Place == PicturePlace.Answer };
            level.Entry = entry;
            _entries.Add(entry);
        }

        return entry;
    }

    private void BeginString()
    {
        _current = _expected is Expected.Picture or Expected.Address ? CurrentEntry() : null;
        if (_expected == Expected.Picture)
        {
            BeginPicture(isInDataUri: false);
        }
        else
        {
            _isProbed = _expected == Expected.Address;
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
            if (_isProbed && _rest.WrittenCount + i - _stringStart - 1 == DataUriProbe)
            {
                Keep(block[..i]);
                ProbeDataUri();
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
                EndText();
                return i + 1;
            }
        }

        Keep(block);
        return block.Length;
    }

    private void EndText()
    {
        _lastString = _stringStart.._rest.WrittenCount;
        _mode = Mode.Structure;
        if (_current is not null)
        {
            _current.Address = AddressOf(_rest.WrittenSpan[_lastString]);
            _current = null;
        }
    }

    /// <summary>An address that is a data URI is a picture like any other.</summary>
    private void ProbeDataUri()
    {
        _isProbed = false;
        if (PictureDataReader.StartsDataUri(_rest.WrittenSpan[(_stringStart + 1)..]))
        {
            byte[] before = _rest.WrittenSpan[.._stringStart].ToArray();
            _rest.ResetWrittenCount();
            _rest.Write(before);
            BeginPicture(isInDataUri: true);
        }
    }

    /// <summary>Reads an address; nothing when it is empty, or not legal, for which the document is refused.</summary>
    private static string? AddressOf(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text);
        try
        {
            return reader.Read() && reader.GetString() is { } address && !string.IsNullOrWhiteSpace(address) ? address : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void BeginPicture(bool isInDataUri)
    {
        if (_begun == TextsForEach * maxPictures)
        {
            throw new FormatException(FormattableString.Invariant($"it has far more pictures than the {maxPictures} that may come"));
        }

        _begun++;
        _isDropped = _ended >= maxPictures || _current?.Picture is not null;
        IPictureSink sink = _isDropped ? new DiscardedPicture() : open();
        KeepNumber(_pictures.Count);
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
        PictureEntry? entry = _current;
        _current = null;
        if (_isDropped || entry is null)
        {
            return;
        }

        if (_picture.Failure is { } failure)
        {
            entry.Failure ??= Unreadable(failure);
            _ended++;
            _pictures[^1].Dispose();
        }
        else if (_picture.Length > 0)
        {
            _ended++;
            entry.Picture = _pictures[^1];
            LastCompleted = _pictures[^1];
            PictureCompleted?.Invoke(entry, _pictures[^1]);
        }
    }

    private FormatException Unreadable(FormatException problem) =>
        new(FormattableString.Invariant($"picture {_ended + 1} cannot be read: {problem.Message}"), problem);
}
