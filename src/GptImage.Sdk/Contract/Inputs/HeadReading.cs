namespace GptImage.Sdk;

/// <summary>Reads the head of a picture from a stream, block by block, and no more of it than needed.</summary>
/// <remarks>A picture has many segments, and their heads are short: a source that can jump is read piece by piece.</remarks>
internal sealed class HeadReading
{
    private const int BlockBytes = 4096;

    /// <summary>Enough to tell one picture from another, and little to keep for each of sixteen.</summary>
    private const int StartBytes = 256;

    /// <summary>Enough for the head of a segment.</summary>
    private const int LeastBlockBytes = 64;

    private readonly ImageHeaderReader _reader = new();
    private readonly byte[] _start = new byte[StartBytes];
    private byte[]? _block;
    private int _startCount;
    private bool _isBehindStart;
    private int _wanted = BlockBytes;

    /// <summary>Gets where the next bytes are to be read to.</summary>
    public Memory<byte> Buffer => _isBehindStart ? Block.AsMemory(0, _wanted) : _start.AsMemory(_startCount);

    /// <summary>Heads of segments are short; only a source that cannot jump needs more.</summary>
    private byte[] Block => _block?.Length >= _wanted ? _block : _block = new byte[Math.Max(_wanted, LeastBlockBytes)];

    /// <summary>Gets the first bytes, up to where they were read.</summary>
    public ReadOnlyMemory<byte> Start => _start.AsMemory(0, _startCount);

    /// <summary>Gets how many bytes were read or skipped.</summary>
    public long Position { get; private set; }

    /// <summary>Takes the bytes that were read, and jumps where the source can.</summary>
    /// <param name="count">How many bytes came; 0 at the end.</param>
    /// <param name="stream">The source.</param>
    /// <returns>Whether more is to be read.</returns>
    public bool Take(int count, Stream stream)
    {
        _reader.Append(Buffer.Span[..count]);
        Position += count;
        if (!_isBehindStart)
        {
            _startCount += count;
            _isBehindStart = _startCount == StartBytes;
        }

        if (stream.CanSeek && _reader.TakeSkip() is > 0 and long skip)
        {
            stream.Seek(Math.Min(skip, stream.Length - stream.Position), SeekOrigin.Current);
            Position += skip;
            _isBehindStart = true;
        }

        _wanted = stream.CanSeek ? Math.Clamp(_reader.Missing, 1, BlockBytes) : BlockBytes;
        return count > 0 && !_reader.IsComplete && Position <= InputReading.MaxBytes;
    }

    /// <summary>Gets what the head told, or <see langword="null"/> when the bytes are no picture this library knows.</summary>
    public ImageHeader? Finish() => _reader.Finish();
}
