namespace GptImage.Sdk.ServiceTests;

/// <summary>A user's own handler that knows when the client has used up what came of an answer and waits for more.</summary>
internal sealed class ReadWatch(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly object _gate = new();
    private TaskCompletionSource _awaited = new();
    private long _target = long.MaxValue;
    private long _used;

    /// <summary>Waits until the client asks for more than so many bytes of an answer.</summary>
    public Task WaitUntilUsedAsync(long bytes)
    {
        lock (_gate)
        {
            _target = bytes;
            _awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Look();
            return _awaited.Task;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _used = -1;
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        StreamContent content = new(new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Report));
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = content;
        return response;
    }

    private void Report(long used)
    {
        lock (_gate)
        {
            _used = used;
            Look();
        }
    }

    private void Look()
    {
        if (_used >= _target)
        {
            _awaited.TrySetResult();
        }
    }

    private sealed class WatchedStream(Stream inner, Action<long> report) : Stream
    {
        private long _used;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            report(_used);
            int count = await inner.ReadAsync(buffer, cancellationToken);
            _used += count;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
