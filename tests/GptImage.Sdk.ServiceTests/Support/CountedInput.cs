namespace GptImage.Sdk.ServiceTests;

/// <summary>An input that counts how often it is opened, and how much is read each time.</summary>
internal sealed class CountedInput
{
    private readonly List<CountedStream> _opened = [];

    public CountedInput(Func<Stream> open, bool canSeek = true) => Input = ImageInput.FromStream(() =>
    {
        CountedStream stream = new(open(), canSeek);
        _opened.Add(stream);
        return stream;
    });

    public ImageInput Input { get; }

    /// <summary>Gets how many bytes were read, each time that the input was opened.</summary>
    public IReadOnlyList<long> Reads => [.. _opened.Select(stream => stream.BytesRead)];

    /// <summary>Gets how many streams are not closed.</summary>
    public int Open => _opened.Count(stream => !stream.IsClosed);

    private sealed class CountedStream(Stream inner, bool canSeek) : Stream
    {
        public long BytesRead { get; private set; }

        public bool IsClosed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int count)
        {
            BytesRead += count;
            return count;
        }
    }
}
