namespace GptImage.Sdk.FleetHost;

/// <summary>Counts requests and answers, and makes the service as slow as it is.</summary>
internal sealed class CountedHandler(DeathClock clock, TimeSpan latency) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        clock.Count();
        await Task.Delay(latency, TimeProvider.System, cancellationToken);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        clock.Count();
        return response;
    }
}
