using System.Net;
using System.Net.Http.Headers;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Answers with given bytes, in pieces of odd lengths, without a network.</summary>
internal sealed class CannedHandler : HttpMessageHandler
{
    public byte[] Body { get; set; } = [];

    public string ContentType { get; set; } = "application/json";

    public int Status { get; set; } = 200;

    public SeededNumbers Numbers { get; set; } = new(1);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        StreamContent content = new(new PieceStream(Body, Numbers));
        content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)Status) { Content = content });
    }

    private sealed class PieceStream(byte[] bytes, SeededNumbers numbers) : MemoryStream(bytes, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, numbers.Next(1, 700))], cancellationToken);
    }
}
