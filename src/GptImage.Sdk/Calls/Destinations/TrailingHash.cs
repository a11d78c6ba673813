using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Hashes a picture beside the thread that receives it: each block while the next one fills.</summary>
/// <remarks>
/// A hash takes as long as everything else that is done with a picture, but for a small picture another thread is not worth its call.
/// To wait for one is safe on a busy machine too: a block that no other thread has taken up is hashed by the thread that waits.
/// </remarks>
internal sealed class TrailingHash : IDisposable
{
    /// <summary>1.5 MB, for which a hash takes less than a millisecond.</summary>
    private const int SmallBlocks = 6;

    private const string Digits = "0123456789abcdef";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? _block;
    private int _count;
    private int _hashedHere;
    private Task _hashing = Task.CompletedTask;

    /// <summary>Takes a block. It may be read, but not written any more.</summary>
    /// <param name="block">A block of <see cref="BlockPool.Pictures"/>.</param>
    /// <param name="count">How many of its bytes belong to the picture.</param>
    /// <returns>The block to go on with: the same one when it is hashed already.</returns>
    public byte[] Exchange(byte[] block, int count)
    {
        if (_hashedHere < SmallBlocks)
        {
            _hashedHere++;
            _hash.AppendData(block, 0, count);
            return block;
        }

        Wait();
        byte[] free = _block ?? BlockPool.Pictures.Rent();
        _block = block;
        _count = count;
        _hashing =
            Task.Factory.StartNew(static state => (state as TrailingHash)?.HashBlock(), this, CancellationToken.None,
            TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        return free;
    }

    /// <summary>Takes the last bytes.</summary>
    /// <returns>The SHA-256 of all, in small hexadecimal digits.</returns>
    public string Finish(ReadOnlySpan<byte> last)
    {
        Wait();
        _hash.AppendData(last);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        Span<char> digits = stackalloc char[2 * SHA256.HashSizeInBytes];
        for (int i = 0; i < digest.Length; i++)
        {
            digits[2 * i] = Digits[digest[i] >> 4];
            digits[(2 * i) + 1] = Digits[digest[i] & 0xF];
        }

        return new string(digits);
    }

    public void Dispose()
    {
        Wait();
        _hash.Dispose();
        if (_block is not null)
        {
            BlockPool.Pictures.Return(_block);
        }
    }

    private void Wait() => _hashing.GetAwaiter().GetResult();

    private void HashBlock() => _hash.AppendData(_block ?? [], 0, _count);
}
