using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Reads a stream to its end through one pooled block.</summary>
internal sealed class BlockReader(Stream source) : IDisposable
{
    private readonly byte[] _block = BlockPool.Rent();

    /// <summary>Reads what is at hand, and waits where nothing is.</summary>
    /// <returns>The bytes, valid until the next read; none at the end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) =>
        _block.AsMemory(0, await source.ReadAsync(_block, cancellationToken).ConfigureAwait(false));

    public void Dispose() => BlockPool.Return(_block);
}
