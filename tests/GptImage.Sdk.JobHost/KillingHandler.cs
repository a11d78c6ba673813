using System.Diagnostics;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Kills its own process at an event of the protocol: before a request is sent, when its answer begins, and at each piece of a
/// result file.</summary>
/// <param name="event">Which event, counted from 1; none for 0.</param>
internal sealed class KillingHandler(int @event) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _events;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Count();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        Count();
        if (request.RequestUri?.AbsolutePath.EndsWith("/content", StringComparison.Ordinal) == true)
        {
            response.Content = new StreamContent(
                new CountedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Count));
        }

        return response;
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _events) == @event)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private sealed class CountedStream(Stream source, Action onRead) : Stream
    {
        private const int PieceBytes = 1500;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            onRead();
            return source.ReadAsync(buffer[..Math.Min(buffer.Length, PieceBytes)], cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
