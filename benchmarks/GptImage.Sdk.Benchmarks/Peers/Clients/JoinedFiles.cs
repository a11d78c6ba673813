namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>Files read one after the other as if they were one.</summary>
internal sealed class JoinedFiles(IReadOnlyList<string> paths) : Stream
{
    private readonly List<FileStream> _files =
        [.. paths.Select(path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))];
    private int _current;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _files.Sum(file => file.Length);

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = 0;
        while (_current < _files.Count && (count = _files[_current].Read(buffer)) == 0)
        {
            _current++;
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Goes back to the start; nothing else is asked for.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        _files.ForEach(file => file.Position = 0);
        _current = 0;
        _position = 0;
        return 0;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _files.ForEach(file => file.Dispose());
        }

        base.Dispose(disposing);
    }
}
