namespace GptImage.Sdk;

/// <summary>Keeps the blocks through which pictures pass, for the next picture.</summary>
/// <remarks>
/// Not the shared array pool: a call goes on after each wait on another thread, and there the shared pool does not
/// find what a thread gave back; large blocks were allocated again and again.
/// </remarks>
internal static class BlockPool
{
    /// <summary>Larger pieces fall out of the processor's cache before they are used; smaller ones cost more calls of the system. The few bytes more let a decoder end behind the last page.</summary>
    public const int BlockBytes = (128 * 1024) + Base64Run.LeastRoom;

    /// <summary>24 MB: a picture of 4K, or 96 calls at once that write to files.</summary>
    private const int MaxKept = 192;

    private static readonly object Gate = new();
    private static readonly byte[]?[] Kept = new byte[]?[MaxKept];
    private static int _keptCount;

    public static byte[] Rent()
    {
        lock (Gate)
        {
            if (_keptCount > 0 && Kept[--_keptCount] is { } block)
            {
                Kept[_keptCount] = null;
                return block;
            }
        }

        return GC.AllocateUninitializedArray<byte>(BlockBytes);
    }

    public static void Return(byte[] block)
    {
        lock (Gate)
        {
            if (_keptCount < MaxKept)
            {
                Kept[_keptCount++] = block;
            }
        }
    }
}
