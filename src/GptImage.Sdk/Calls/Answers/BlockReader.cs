using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Reads a stream to its end through one pooled block, of which the first bytes can be looked at beforehand.</summary>
/// <param name="source">The stream.</param>
/// <param name="owned">What is disposed with the reader; <see langword="null"/> for nothing.</param>
internal sealed class BlockReader(Stream source, IDisposable? owned = null) : IDisposable
{
    private readonly byte[] _block = BlockPool.Text.Rent();
    private ReadOnlyMemory<byte> _ahead;

    /// <summary>Reads what is at hand, and waits where nothing is.</summary>
    /// <returns>The bytes, valid until the next read; none at the end.</returns>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_ahead.IsEmpty)
        {
            ReadOnlyMemory<byte> ahead = _ahead;
            _ahead = default;
            return new ValueTask<ReadOnlyMemory<byte>>(ahead);
        }

        ValueTask<int> read = source.ReadAsync(_block, cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadOnlyMemory<byte>>(_block.AsMemory(0, read.Result)) : WaitAsync(read);
    }

    /// <summary>Looks at the first bytes; they are read again afterwards. For the beginning of the stream only.</summary>
    /// <param name="least">How many bytes to wait for; fewer come when the stream or the block ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<ReadOnlyMemory<byte>> PeekAsync(int least, CancellationToken cancellationToken) =>
        _ahead.Length >= least ? new ValueTask<ReadOnlyMemory<byte>>(_ahead) : ReadAheadAsync(least, cancellationToken);

    public void Dispose()
    {
        owned?.Dispose();
        BlockPool.Text.Return(_block);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAheadAsync(int least, CancellationToken cancellationToken)
    {
        int length = _ahead.Length;
        while (length < Math.Min(least, _block.Length)
            && await source.ReadAsync(_block.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            length += count;
            _ahead = _block.AsMemory(0, length);
        }

        return _ahead;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(ValueTask<int> read) => _block.AsMemory(0, await read.ConfigureAwait(false));
}
