namespace GptImage.Sdk.ServiceTests;

/// <summary>A line to the service that breaks after a request was answered, before the client has the answer.</summary>
/// <param name="isLost">Says which answers are lost.</param>
internal sealed class LosingHandler(Func<HttpRequestMessage, bool> isLost) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!isLost(request))
        {
            return response;
        }

        response.Dispose();
        throw new HttpRequestException("The connection was reset.");
    }
}
