namespace GptImage.Sdk;

/// <summary>Collects a picture: in one array where its size is known more or less, else in pooled blocks until it is.</summary>
internal sealed class MemorySink : IPictureSink
{
    /// <summary>An expectation up to here is believed before the first byte came.</summary>
    private const long BelievedBytes = 64 * 1024;

    /// <summary>An array is kept as it is when no more than this part of it is left over.</summary>
    private const int LeftOverPart = 8;

    private readonly List<(byte[] Block, int Length)> _full = [];
    private readonly ImageHeaderReader _header = new();
    private readonly PictureEnd _end = new();
    private readonly long _expectedBytes;
    private byte[]? _whole;
    private byte[] _block;
    private int _used;
    private int _length;
    private bool _isDisposed;

    /// <param name="expectedBytes">How large it will be, approximately; 0 when unknown.</param>
    public MemorySink(long expectedBytes = 0)
    {
        _expectedBytes = expectedBytes;
        _whole = expectedBytes is > 0 and <= BelievedBytes ? CreateWhole() : null;
        _block = _whole ?? BlockPool.Pictures.Rent();
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        while (_block.Length - _used < Math.Max(sizeHint, 1))
        {
            EndBlock();
        }

        return _block.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count)
    {
        _header.Append(_block.AsSpan(_used, count));
        _end.Append(_block.AsSpan(_used, count));
        _used += count;
        _length += count;
    }

    public GeneratedImage ToImage() => new(
        _block == _whole && _length >= _whole.Length - (_whole.Length / LeftOverPart) ? _whole.AsMemory(0, _length) : ToArray(),
        _header.Finish(), null)
    {
        IsCutOff = _end.IsMissing,
    };

    public byte[] ToArray()
    {
        byte[] picture = GC.AllocateUninitializedArray<byte>(_length);
        Span<byte> rest = picture;
        foreach ((byte[] block, int length) in _full)
        {
            block.AsSpan(0, length).CopyTo(rest);
            rest = rest[length..];
        }

        _block.AsSpan(0, _used).CopyTo(rest);
        return picture;
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Return(_block);
        foreach ((byte[] block, _) in _full)
        {
            Return(block);
        }
    }

    /// <summary>Makes room: once the picture is not a small one, all of it that is expected.</summary>
    private void EndBlock()
    {
        if (_whole is null && _full.Count == 0 && _expectedBytes > _block.Length)
        {
            _whole = CreateWhole();
            _block.AsSpan(0, _used).CopyTo(_whole);
            Return(_block);
            _block = _whole;
            return;
        }

        _full.Add((_block, _used));
        _block = BlockPool.Pictures.Rent();
        _used = 0;
    }

    private byte[] CreateWhole() => GC.AllocateUninitializedArray<byte>((int)_expectedBytes + Base64Run.LeastRoom);

    private void Return(byte[] block)
    {
        if (block != _whole)
        {
            BlockPool.Pictures.Return(block);
        }
    }
}
