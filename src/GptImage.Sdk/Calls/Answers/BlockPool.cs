namespace GptImage.Sdk;

/// <summary>Keeps blocks of one size for the next picture.</summary>
/// <param name="blockBytes">How large a block is.</param>
/// <param name="maxKept">How many are kept; what is beyond is garbage.</param>
/// <remarks>
/// Not the shared array pool: a call goes on after each wait on another thread, and there the shared pool does not
/// find what a thread gave back; large blocks were allocated again and again.
/// </remarks>
internal sealed class BlockPool(int blockBytes, int maxKept)
{
    private readonly object _gate = new();
    private readonly byte[]?[] _kept = new byte[]?[maxKept];
    private int _keptCount;

    /// <summary>Gets the blocks into which answers are read, 4 MB at most: a larger piece falls out of the processor's cache before it is
    /// decoded.</summary>
    public static BlockPool Text { get; } = new(64 * 1024, maxKept: 64);

    /// <summary>Gets the blocks in which pictures are collected, 24 MB at most: smaller ones cost more calls of the system. The few bytes
    /// more let a decoder end behind the last page.</summary>
    public static BlockPool Pictures { get; } = new((256 * 1024) + Base64Run.LeastRoom, maxKept: 96);

    public byte[] Rent()
    {
        lock (_gate)
        {
            if (_keptCount > 0 && _kept[--_keptCount] is { } block)
            {
                _kept[_keptCount] = null;
                return block;
            }
        }

        return GC.AllocateUninitializedArray<byte>(blockBytes);
    }

    public void Return(byte[] block)
    {
        lock (_gate)
        {
            if (_keptCount < maxKept)
            {
                _kept[_keptCount++] = block;
            }
        }
    }
}
