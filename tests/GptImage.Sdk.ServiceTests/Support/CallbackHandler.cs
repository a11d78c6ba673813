namespace GptImage.Sdk.ServiceTests;

/// <summary>A user's own handler: notes each message that passes.</summary>
internal sealed class CallbackHandler(Action onMessage) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        onMessage();
        return base.SendAsync(request, cancellationToken);
    }
}
