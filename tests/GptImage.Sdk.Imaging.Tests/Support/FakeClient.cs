using GptImage.Sdk.Testing;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>A client over the fake service, and the service.</summary>
internal sealed class FakeClient : IDisposable
{
    public FakeGptImageService Service { get; }

    public GptImageClient Client { get; }

    public FakeClient(FakeGptImageServiceOptions? options = null)
    {
        options ??= new FakeGptImageServiceOptions();
        options.TimeProvider = new FixedDay();
        Service = FakeGptImageService.Start(options);
        Client = new GptImageClient(new GptImageClientOptions
        {
            ApiKey = Service.ApiKey,
            BaseAddress = Service.BaseAddress,
            TimeProvider = new FixedDay(),
        });
    }

    public void Dispose()
    {
        Client.Dispose();
        Service.Dispose();
    }
}
