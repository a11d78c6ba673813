namespace GptImage.Sdk;

/// <summary>Collects a picture in pooled blocks, until its size is known.</summary>
internal sealed class MemorySink : IPictureSink
{
    private readonly List<byte[]> _blocks = [];
    private readonly ImageHeaderReader _header = new();
    private int _usedOfLast;
    private int _length;

    public ImageHeader? Header => _header.Finish();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _header.Append(bytes);
        _length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_blocks.Count == 0 || _usedOfLast == BlockPool.BlockBytes)
            {
                _blocks.Add(BlockPool.Rent());
                _usedOfLast = 0;
            }

            int count = Math.Min(bytes.Length, BlockPool.BlockBytes - _usedOfLast);
            bytes[..count].CopyTo(_blocks[^1].AsSpan(_usedOfLast));
            _usedOfLast += count;
            bytes = bytes[count..];
        }
    }

    public byte[] ToArray()
    {
        byte[] picture = GC.AllocateUninitializedArray<byte>(_length);
        int position = 0;
        foreach (byte[] block in _blocks)
        {
            int count = Math.Min(BlockPool.BlockBytes, _length - position);
            block.AsSpan(0, count).CopyTo(picture.AsSpan(position));
            position += count;
        }

        return picture;
    }

    public void Dispose()
    {
        foreach (byte[] block in _blocks)
        {
            BlockPool.Return(block);
        }

        _blocks.Clear();
        _length = 0;
    }
}
