using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Clients for a server of a test.</summary>
internal static class Clients
{
    public static GptImageClient For(FakeGptImageService service, Action<GptImageClientOptions>? configure = null) =>
        For(service.BaseAddress, configure, service.ApiKey);

    public static GptImageClient For(RawServer server, Action<GptImageClientOptions>? configure = null) =>
        For(server.BaseAddress, configure);

    public static GptImageClient For(Uri baseAddress, Action<GptImageClientOptions>? configure = null, string apiKey = "sk-test")
    {
        GptImageClientOptions options = new() { ApiKey = apiKey, BaseAddress = baseAddress, Retry = { BaseDelay = TimeSpan.Zero } };
        configure?.Invoke(options);
        return new GptImageClient(options);
    }
}
