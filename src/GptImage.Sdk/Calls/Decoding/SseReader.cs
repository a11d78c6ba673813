using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Takes a stream of server-sent events apart: gives the data of one event after the other, in pieces, whatever its
/// length.</summary>
/// <remarks>Comments, unknown fields, CRLF, a byte-order mark, several data lines and a missing last blank line are all legal or
/// common.</remarks>
internal sealed class SseReader(BlockReader blocks, int maxOtherBytes)
{
    private const int LongestFieldName = 8;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    private ReadOnlyMemory<byte> _unread;
    private int _otherBytes;
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

    /// <summary>Goes to the data of the next event. An event without data is none.</summary>
    /// <returns>Whether there is one.</returns>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
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

                    break;
                default:
                    break;
            }
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
        byte[] name = new byte[LongestFieldName];
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

                if (length > 0 && IsData(name.AsSpan(0, Math.Min(length, LongestFieldName))))
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
                if (IsData(name.AsSpan(0, Math.Min(length, LongestFieldName))))
                {
                    await SkipSpaceAsync(cancellationToken).ConfigureAwait(false);
                    return Line.Data;
                }

                await SkipLineAsync(cancellationToken).ConfigureAwait(false);
                return Line.Other;
            }

            if (length < LongestFieldName)
            {
                name[length] = character;
            }

            length++;
        }

        return Line.End;
    }

    private bool IsData(ReadOnlySpan<byte> name)
    {
        if (_isFirstLine && name.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            name = name[3..];
        }

        _isFirstLine = false;
        return name.SequenceEqual("data"u8);
    }

    private async ValueTask SkipSpaceAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(cancellationToken).ConfigureAwait(false) && _unread.Span[0] == ' ')
        {
            _unread = _unread[1..];
        }
    }

    private async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            int lineEnd = _unread.Span.IndexOfAny(LineEnds);
            int count = lineEnd < 0 ? _unread.Length : lineEnd;
            CountOther(count);
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

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_unread.IsEmpty)
        {
            _unread = await blocks.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        return !_unread.IsEmpty;
    }
}
