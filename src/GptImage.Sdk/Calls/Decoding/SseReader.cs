using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Takes a stream of server-sent events apart: gives the data of one event after the other, in pieces, whatever its
/// length.</summary>
/// <remarks>Comments, unknown fields, CRLF, a byte-order mark, several data lines and a missing last blank line are all legal or
/// common.</remarks>
/// <param name="blocks">The stream.</param>
/// <param name="maxOtherBytes">How many bytes may stand beside the data: comments, names, blank lines.</param>
/// <param name="maxForeignBytes">How many bytes may be in data that is not read and in lines that are no fields, as a picture leaves whose
/// event was torn apart.</param>
internal sealed class SseReader(BlockReader blocks, int maxOtherBytes, long maxForeignBytes)
{
    private const int LongestFieldName = 8;
    private const int LongestEventName = 128;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    private readonly byte[] _fieldName = new byte[LongestFieldName];
    private readonly ArrayBufferWriter<byte> _eventName = new(LongestEventName + 1);
    private ReadOnlyMemory<byte> _unread;
    private int _otherBytes;
    private long _foreignBytes;
    private bool _isFirstLine = true;
    private bool _isInData;
    private bool _endsWithReturn;
    private bool _needsNewLine;

    private enum Line
    {
        End,
        Blank,
        Data,
        Other,
    }

    /// <summary>Gets the name in the <c>event</c> line of the event; <see langword="null"/> until that line was read.</summary>
    public string? EventName { get; private set; }

    /// <summary>Gets whether the stream ended.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Goes to the data of the next event. An event without data is none.</summary>
    /// <returns>Whether there is one.</returns>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        await EndEventAsync(cancellationToken).ConfigureAwait(false);
        EventName = null;
        while (true)
        {
            switch (await ReadLineStartAsync(cancellationToken).ConfigureAwait(false))
            {
                case Line.End:
                    return false;
                case Line.Data:
                    _isInData = true;
                    _needsNewLine = false;
                    if (await HasDataAsync(cancellationToken).ConfigureAwait(false))
                    {
                        return true;
                    }

                    EventName = null;
                    break;
                case Line.Blank:
                    EventName = null;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Passes over what is left of the event.</summary>
    public async ValueTask EndEventAsync(CancellationToken cancellationToken)
    {
        while (_isInData && await ReadDataAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } piece)
        {
            CountForeign(piece.Length);
        }
    }

    /// <summary>Reads the next piece of the event's data.</summary>
    /// <returns>The piece, valid until the next call; an empty one when the event ended.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> ReadDataAsync(CancellationToken cancellationToken)
    {
        while (_isInData)
        {
            if (_needsNewLine)
            {
                _needsNewLine = false;
                return NewLine;
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                _isInData = false;
                break;
            }

            int lineEnd = _unread.Span.IndexOfAny(LineEnds);
            ReadOnlyMemory<byte> piece = lineEnd < 0 ? _unread : _unread[..lineEnd];
            if (!piece.IsEmpty)
            {
                _unread = _unread[piece.Length..];
                return piece;
            }

            ConsumeLineEnd();
            await ContinueAfterLineAsync(cancellationToken).ConfigureAwait(false);
        }

        return default;
    }

    /// <summary>Looks behind an empty data line for the next of the same event.</summary>
    private async ValueTask<bool> HasDataAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            _isInData = false;
        }
        else if (_unread.Span[0] is (byte)'\r' or (byte)'\n')
        {
            ConsumeLineEnd();
            await ContinueAfterLineAsync(cancellationToken).ConfigureAwait(false);
        }

        return _isInData;
    }

    /// <summary>Passes over the other fields of the event, up to its next data line or its end.</summary>
    private async ValueTask ContinueAfterLineAsync(CancellationToken cancellationToken)
    {
        Line line;
        do
        {
            line = await ReadLineStartAsync(cancellationToken).ConfigureAwait(false);
        }
        while (line == Line.Other);

        _isInData = line == Line.Data;
        _needsNewLine = _isInData;
    }

    /// <summary>Reads the name of a line's field. Behind a data field the data follows; any other line is read to its end.</summary>
    private async ValueTask<Line> ReadLineStartAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            byte character = _unread.Span[0];
            if (character is (byte)'\r' or (byte)'\n')
            {
                if (character == '\n' && _endsWithReturn && length == 0)
                {
                    _endsWithReturn = false;
                    _unread = _unread[1..];
                    continue;
                }

                if (length > 0 && IsField("data"u8, _fieldName.AsSpan(0, length)))
                {
                    return Line.Data;
                }

                ConsumeLineEnd();
                CountOther(1);
                return length == 0 ? Line.Blank : Line.Other;
            }

            _endsWithReturn = false;
            _unread = _unread[1..];
            CountOther(1);
            if (character == ':')
            {
                if (IsField("data"u8, _fieldName.AsSpan(0, length)))
                {
                    await SkipSpaceAsync(cancellationToken).ConfigureAwait(false);
                    return Line.Data;
                }

                if (IsField("event"u8, _fieldName.AsSpan(0, length)))
                {
                    await SkipSpaceAsync(cancellationToken).ConfigureAwait(false);
                    EventName = await ReadNameAsync(cancellationToken).ConfigureAwait(false);
                    return Line.Other;
                }

                await SkipLineAsync(isForeign: false, cancellationToken).ConfigureAwait(false);
                return Line.Other;
            }

            if (length == LongestFieldName)
            {
                await SkipLineAsync(isForeign: true, cancellationToken).ConfigureAwait(false);
                return Line.Other;
            }

            _fieldName[length] = character;
            length++;
        }

        return Line.End;
    }

    /// <summary>Tells whether a line has a field, and passes over the byte-order mark of the first line.</summary>
    private bool IsField(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name)
    {
        if (_isFirstLine && name.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            name = name[3..];
        }

        return name.SequenceEqual(field);
    }

    /// <summary>Reads the name of an event; one that is longer than any known name is skipped.</summary>
    private async ValueTask<string?> ReadNameAsync(CancellationToken cancellationToken)
    {
        _eventName.ResetWrittenCount();
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            int lineEnd = _unread.Span.IndexOfAny(LineEnds);
            int count = lineEnd < 0 ? _unread.Length : lineEnd;
            _eventName.Write(_unread.Span[..Math.Min(count, LongestEventName + 1 - _eventName.WrittenCount)]);
            CountOther(count);
            _unread = _unread[count..];
            if (lineEnd >= 0)
            {
                ConsumeLineEnd();
                break;
            }
        }

        return _eventName.WrittenCount > LongestEventName
            ? null
            : System.Text.Encoding.UTF8.GetString(_eventName.WrittenSpan).Trim();
    }

    private async ValueTask SkipSpaceAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(cancellationToken).ConfigureAwait(false) && _unread.Span[0] == ' ')
        {
            _unread = _unread[1..];
        }
    }

    private async ValueTask SkipLineAsync(bool isForeign, CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            int lineEnd = _unread.Span.IndexOfAny(LineEnds);
            int count = lineEnd < 0 ? _unread.Length : lineEnd;
            if (isForeign)
            {
                CountForeign(count);
            }
            else
            {
                CountOther(count);
            }

            _unread = _unread[count..];
            if (lineEnd >= 0)
            {
                ConsumeLineEnd();
                return;
            }
        }
    }

    private void ConsumeLineEnd()
    {
        _isFirstLine = false;
        _endsWithReturn = _unread.Span[0] == '\r';
        _unread = _unread[1..];
    }

    private void CountOther(int count)
    {
        _otherBytes += count;
        if (_otherBytes > maxOtherBytes)
        {
            throw new FormatException(
                FormattableString.Invariant(
                    $"it has more than {maxOtherBytes:N0} bytes beside its data (GptImageClientOptions.MaxAnswerBytes)"));
        }
    }

    private void CountForeign(int count)
    {
        _foreignBytes += count;
        if (_foreignBytes > maxForeignBytes)
        {
            throw new FormatException(
                FormattableString.Invariant(
                    $"it has more than {maxForeignBytes:N0} bytes that belong to no event (twice GptImageClientOptions.MaxImageBytes)"));
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_unread.IsEmpty)
        {
            _unread = await blocks.ReadAsync(cancellationToken).ConfigureAwait(false);
            IsAtEnd = _unread.IsEmpty;
        }

        return !_unread.IsEmpty;
    }
}
