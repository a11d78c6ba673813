using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GptImage.Sdk.Benchmarks;

/// <summary>Answers each request with the same body, without a network.</summary>
internal sealed class CannedAnswer : HttpMessageHandler
{
    private readonly byte[] _body;

    public CannedAnswer(int pictureBytes)
    {
        byte[] picture = new byte[pictureBytes];
        new Random(1).NextBytes(picture);
        _body = Encoding.ASCII.GetBytes($"{{\"created\":1,\"data\":[{{\"b64_json\":\"{Convert.ToBase64String(picture)}\"}}]}}");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
        }

        ByteArrayContent body = new(_body);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = body, RequestMessage = request };
    }
}
