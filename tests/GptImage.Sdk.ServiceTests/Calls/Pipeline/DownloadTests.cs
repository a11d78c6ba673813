using System.Net;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Pictures that a gateway sends as addresses, fetched because the caller allowed it.</summary>
public class DownloadTests
{
    private static readonly byte[] Picture = Pictures.Png(64, 64);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_DownloadAllowed_FetchesWithoutTheKey()
    {
        using Gateway gateway = new(HttpStatusCode.OK, Picture);
        using GptImageClient client = Client(gateway);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Picture, result.Image.Bytes.ToArray());
        Assert.Equal(new Uri("https://pictures.example/1.png?sig=abc"), gateway.Fetched?.RequestUri);
        Assert.Null(gateway.Fetched?.Headers.Authorization);
        Assert.Empty(gateway.Fetched?.Headers ?? throw new InvalidOperationException());
        Assert.Single(result.Attempts);
    }

    [Fact]
    public async Task GenerateAsync_DownloadTooLarge_EndsWithTheAddressKept()
    {
        using Gateway gateway = new(HttpStatusCode.OK, Picture);
        using GptImageClient client = Client(gateway, options => options.MaxImageBytes = Picture.Length - 1);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("MaxImageBytes", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://pictures.example/1.png?sig=abc"), Assert.Single(exception.RecoveredImages).Url);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Fact]
    public async Task GenerateAsync_DownloadFails_NamesTheAddressAndIsNotBoughtAgain()
    {
        using Gateway gateway = new(HttpStatusCode.NotFound, []);
        using GptImageClient client = Client(gateway);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("https://pictures.example/1.png?sig=abc", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, gateway.Purchases);
    }

    [Fact]
    public async Task GenerateAsync_OwnHandlerThatAddsCredentials_IsNotUsedForDownloads()
    {
        using Gateway gateway = new(HttpStatusCode.OK, Picture);
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = new Uri("https://gateway.example/v1"), AllowImageDownload = true }, gateway);

        await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Null(gateway.Fetched);
    }

    private static GptImageClient Client(Gateway gateway, Action<GptImageClientOptions>? configure = null)
    {
        GptImageClientOptions options = new()
        {
            ApiKey = "sk-test",
            BaseAddress = new Uri("https://gateway.example/v1"),
            AllowImageDownload = true,
        };
        configure?.Invoke(options);
        return new GptImageClient(
            options, () => new HttpClient(gateway, disposeHandler: false), () => new HttpClient(gateway, disposeHandler: false));
    }

    /// <summary>A gateway that answers with addresses, and the host of its pictures.</summary>
    private sealed class Gateway(HttpStatusCode status, byte[] picture) : HttpMessageHandler
    {
        public HttpRequestMessage? Fetched { get; private set; }

        public int Purchases { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri?.Host == "pictures.example")
            {
                Fetched = request;
                return Task.FromResult(new HttpResponseMessage(status)
                {
                    RequestMessage = request,
                    Content = new ByteArrayContent(picture),
                });
            }

            Purchases++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content =
                    new StringContent("""{"created":1,"data":[{"url":"https://pictures.example/1.png?sig=abc"}]}""", Encoding.UTF8,
                    "application/json"),
            });
        }
    }
}
