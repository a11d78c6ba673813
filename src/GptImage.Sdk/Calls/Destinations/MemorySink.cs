namespace GptImage.Sdk;

/// <summary>Collects a picture in pooled blocks, until its size is known.</summary>
internal sealed class MemorySink : IPictureSink
{
    private readonly List<(byte[] Block, int Length)> _full = [];
    private readonly ImageHeaderReader _header = new();
    private byte[] _block = BlockPool.Pictures.Rent();
    private int _used;
    private int _length;
    private bool _isDisposed;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_block.Length - _used < Math.Max(sizeHint, 1))
        {
            EndBlock();
        }

        return _block.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count)
    {
        _header.Append(_block.AsSpan(_used, count));
        _used += count;
        _length += count;
    }

    public GeneratedImage ToImage() => new(ToArray(), _header.Finish(), null);

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
        BlockPool.Pictures.Return(_block);
        foreach ((byte[] block, _) in _full)
        {
            BlockPool.Pictures.Return(block);
        }
    }

    private void EndBlock()
    {
        _full.Add((_block, _used));
        _block = BlockPool.Pictures.Rent();
        _used = 0;
    }
}
