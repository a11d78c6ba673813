using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Reads a stream to its end through one pooled block.</summary>
internal sealed class BlockReader(Stream source) : IDisposable
{
    private readonly byte[] _block = BlockPool.Text.Rent();

    /// <summary>Reads what is at hand, and waits where nothing is.</summary>
    /// <returns>The bytes, valid until the next read; none at the end.</returns>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        ValueTask<int> read = source.ReadAsync(_block, cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<ReadOnlyMemory<byte>>(_block.AsMemory(0, read.Result)) : WaitAsync(read);
    }

    public void Dispose() => BlockPool.Text.Return(_block);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(ValueTask<int> read) => _block.AsMemory(0, await read.ConfigureAwait(false));
}
