using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Hashes a picture beside the thread that receives it: each block while the next one fills.</summary>
/// <remarks>
/// A hash takes as long as everything else that is done with a picture. To wait for one is safe on a busy machine too:
/// a block that no other thread has taken up is hashed by the thread that waits.
/// </remarks>
internal sealed class TrailingHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _block = BlockPool.Rent();
    private int _count;
    private Task _hashing = Task.CompletedTask;

    /// <summary>Takes a block, and gives another one for it. The block may be read, but not written any more.</summary>
    /// <param name="block">A block of the <see cref="BlockPool"/>.</param>
    /// <param name="count">How many of its bytes belong to the picture.</param>
    public byte[] Exchange(byte[] block, int count)
    {
        Wait();
        byte[] free = _block;
        _block = block;
        _count = count;
        _hashing = Task.Factory.StartNew(static state => (state as TrailingHash)?.HashBlock(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        return free;
    }

    /// <summary>Takes the last bytes.</summary>
    /// <returns>The SHA-256 of all, in small hexadecimal digits.</returns>
    public string Finish(ReadOnlySpan<byte> last)
    {
        Wait();
        _hash.AppendData(last);
        return Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant();
    }

    public void Dispose()
    {
        Wait();
        _hash.Dispose();
        BlockPool.Return(_block);
    }

    private void Wait() => _hashing.GetAwaiter().GetResult();

    private void HashBlock() => _hash.AppendData(_block, 0, _count);
}
