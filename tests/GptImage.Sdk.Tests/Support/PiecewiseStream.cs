namespace GptImage.Sdk.Tests;

/// <summary>A stream that cannot seek and gives its bytes in pieces that end at given places.</summary>
internal sealed class PiecewiseStream(byte[] bytes, params int[] borders) : Stream
{
    private readonly int[] _borders = [.. borders.Where(border => border > 0 && border < bytes.Length).Distinct().Order(), bytes.Length];
    private int _piece;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives one byte at a time.</summary>
    public static PiecewiseStream OfSingleBytes(byte[] bytes) => new(bytes, [.. Enumerable.Range(0, bytes.Length)]);

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _borders[_piece] - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        _piece += _position == _borders[_piece] && _piece < _borders.Length - 1 ? 1 : 0;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
