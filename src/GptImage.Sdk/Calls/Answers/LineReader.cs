namespace GptImage.Sdk;

/// <summary>Takes a body of lines apart: gives one line after the other, in pieces, whatever its length. Blank lines are none.</summary>
internal sealed class LineReader(BlockReader blocks)
{
    private ReadOnlyMemory<byte> _unread;
    private bool _isInLine;

    /// <summary>Gets whether the body ended within the current line, which may therefore be cut.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Goes to the next line, and passes over what is left of the current one.</summary>
    /// <returns>Whether there is one.</returns>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (_isInLine)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_unread.Span[0] is not ((byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
            {
                _isInLine = true;
                return true;
            }

            _unread = _unread[1..];
        }

        return false;
    }

    /// <summary>Reads the next piece of the line.</summary>
    /// <returns>The piece, valid until the next call; an empty one when the line ended.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_isInLine || !await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            _isInLine = false;
            return default;
        }

        int end = _unread.Span.IndexOf((byte)'\n');
        ReadOnlyMemory<byte> piece = end < 0 ? _unread : _unread[..end];
        _unread = end < 0 ? default : _unread[(end + 1)..];
        _isInLine = end < 0;
        return piece;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_unread.IsEmpty && !IsAtEnd)
        {
            _unread = await blocks.ReadAsync(cancellationToken).ConfigureAwait(false);
            IsAtEnd = _unread.IsEmpty;
        }

        return !_unread.IsEmpty;
    }
}
