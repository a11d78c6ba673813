using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Takes the SHA-256 of a picture beside its reading and writing: each half of a block is hashed on another thread while the other half fills.</summary>
/// <remarks>Hashing costs as much as reading and writing together. A thread that has nothing else to do takes it over; with none to spare it is done in place.</remarks>
internal sealed class BackgroundHash : IThreadPoolWorkItem, IDisposable
{
    private const int PieceBytes = BlockPool.BlockBytes / 2;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block = BlockPool.Rent();
    private int _filling;
    private int _filled;
    private int _full;
    private int _state = State.Idle;
    private bool _isDisposed;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, PieceBytes - _filled);
            bytes[..count].CopyTo(_block.AsSpan((_filling * PieceBytes) + _filled));
            _filled += count;
            bytes = bytes[count..];
            if (_filled == PieceBytes)
            {
                CatchUp();
                _full = _filling;
                Volatile.Write(ref _state, State.Queued);
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                _filling ^= 1;
                _filled = 0;
            }
        }
    }

    /// <summary>Gets the hash of all, in small letters.</summary>
    public string Finish()
    {
        CatchUp();
        _hash.AppendData(_block.AsSpan(_filling * PieceBytes, _filled));
        _filled = 0;
        return Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (Interlocked.CompareExchange(ref _state, State.Running, State.Queued) == State.Queued)
        {
            HashFullPiece();
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            CatchUp();
            _hash.Dispose();
            BlockPool.Return(_block);
        }
    }

    /// <summary>Sees to it that the full piece is hashed: here, unless another thread began already.</summary>
    private void CatchUp()
    {
        if (Interlocked.CompareExchange(ref _state, State.Running, State.Queued) == State.Queued)
        {
            HashFullPiece();
        }

        SpinWait wait = default;
        while (Volatile.Read(ref _state) != State.Idle)
        {
            wait.SpinOnce();
        }
    }

    private void HashFullPiece()
    {
        _hash.AppendData(_block.AsSpan(_full * PieceBytes, PieceBytes));
        Volatile.Write(ref _state, State.Idle);
    }

    private static class State
    {
        public const int Idle = 0;
        public const int Queued = 1;
        public const int Running = 2;
    }
}
