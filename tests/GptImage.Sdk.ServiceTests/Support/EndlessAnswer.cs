using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Answers with a beginning and something repeated behind it, made while it is read, without a network; counts what was
/// read.</summary>
internal sealed class EndlessAnswer(string contentType, string start, string repeated, long length) : HttpMessageHandler
{
    private RepeatedStream? _body;

    public long BytesRead => _body?.Position ?? 0;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _body = new RepeatedStream(Encoding.ASCII.GetBytes(start), Encoding.ASCII.GetBytes(repeated), length);
        StreamContent content = new(_body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class RepeatedStream(byte[] start, byte[] repeated, long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = (int)Math.Min(buffer.Length, length - Position);
            Span<byte> span = buffer.Span[..count];
            for (int i = 0; i < span.Length; i++, Position++)
            {
                span[i] = Position < start.Length ? start[Position] : repeated[(Position - start.Length) % repeated.Length];
            }

            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
