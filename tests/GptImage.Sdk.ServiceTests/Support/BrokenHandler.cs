namespace GptImage.Sdk.ServiceTests;

/// <summary>A handler that fails before it sends anything.</summary>
internal sealed class BrokenHandler(Exception failure) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromException<HttpResponseMessage>(failure);
}
