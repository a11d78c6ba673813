using GptImage.Sdk.Testing;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>A client over the fake service, and the service.</summary>
internal sealed class FakeClient : IDisposable
{
    public FakeGptImageService Service { get; }

    public GptImageClient Client { get; }

    public FakeClient(FakeGptImageServiceOptions? options = null)
    {
        Service = options is null ? FakeGptImageService.Start() : FakeGptImageService.Start(options);
        Client = new GptImageClient(new GptImageClientOptions { ApiKey = Service.ApiKey, BaseAddress = Service.BaseAddress });
    }

    public void Dispose()
    {
        Client.Dispose();
        Service.Dispose();
    }
}
