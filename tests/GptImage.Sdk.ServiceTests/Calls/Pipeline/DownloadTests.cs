using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

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
        using GptImageClient client = new(
            new GptImageClientOptions
            {
                ApiKey = "sk-test",
                BaseAddress = new Uri("https://gateway.example/v1"),
                AllowImageDownload = true,
            },
            gateway);

        await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Null(gateway.Fetched);
    }

    [Theory]
    [InlineData("/data/1.png", "https://gateway.example/data/1.png")]
    [InlineData("images/1.png?a=b:c", "https://gateway.example/v1/images/images/1.png?a=b:c")]
    [InlineData("//pictures.example/1.png", "https://pictures.example/1.png")]
    [InlineData("http://pictures.example/1.png", "http://pictures.example/1.png")]
    public async Task GenerateAsync_Address_IsReadAgainstThatOfTheAnswer(string text, string address)
    {
        using Gateway gateway = new(HttpStatusCode.OK, Picture) { Addresses = [text] };
        using GptImageClient client = Client(gateway, options => options.AllowImageDownload = false);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(new Uri(address), result.Image.Url);
        Assert.True(result.Image.Bytes.IsEmpty);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://pictures.example/1.png")]
    [InlineData("C:\\pictures\\1.png")]
    [InlineData("https:///1.png")]
    public async Task GenerateAsync_ForeignAddress_IsQuotedAndNotBoughtAgain(string text)
    {
        using Gateway gateway = new(HttpStatusCode.OK, Picture) { Addresses = [text] };
        using GptImageClient client = Client(gateway, options => options.Retry.RepeatPossiblyCharged = true);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
        Assert.Equal((ChargeState.Charged, 1), (exception.Charge, gateway.Purchases));
        Assert.Null(gateway.Fetched);
    }

    [Fact]
    public async Task GenerateToFilesAsync_TwoAddressesNotAllowed_TellsBoth()
    {
        using Scratch scratch = new();
        using Gateway gateway = new(HttpStatusCode.OK, Picture) { Addresses = ["https://pictures.example/1.png", "/2.png"] };
        using GptImageClient client = Client(gateway, options => options.AllowImageDownload = false);

        GptImageResponseException exception = await Assert.ThrowsAsync<GptImageResponseException>(
            () => client.GenerateToFilesAsync(
                new TextToImageRequest("A lighthouse") { Count = 2 }, scratch["poster"], cancellationToken: Token));

        Assert.Equal(
            ["https://pictures.example/1.png", "https://gateway.example/2.png"],
            exception.RecoveredImages.Select(image => image.Url?.ToString()));
        Assert.Contains("https://pictures.example/1.png, https://gateway.example/2.png", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Fact]
    public async Task GenerateToFilesAsync_OneOfTwoCannotBeFetched_KeepsTheOtherAndTheAddress()
    {
        using Scratch scratch = new();
        using Gateway gateway = new(HttpStatusCode.OK, Picture)
        {
            Addresses = ["https://pictures.example/gone.png", "https://pictures.example/2.png"],
        };
        using GptImageClient client = Client(gateway);

        GptImageResponseException exception = await Assert.ThrowsAsync<GptImageResponseException>(
            () => client.GenerateToFilesAsync(
                new TextToImageRequest("A lighthouse") { Count = 2 }, scratch["poster"], cancellationToken: Token));

        Assert.Equal(new Uri("https://pictures.example/gone.png"), Assert.Single(exception.RecoveredImages).Url);
        Assert.Equal(Picture, await File.ReadAllBytesAsync(Assert.Single(exception.RecoveredFiles).Path, Token));
        Assert.Contains("https://pictures.example/gone.png", exception.Message, StringComparison.Ordinal);
        Assert.Equal((ChargeState.Charged, 1), (exception.Charge, gateway.Purchases));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GenerateToFilesAsync_AddressBeyondThoseAskedForFails_IsAWarning(bool isAllowed)
    {
        using Scratch scratch = new();
        using Gateway gateway = new(HttpStatusCode.OK, Picture)
        {
            Addresses = [$"data:image/png;base64,{Convert.ToBase64String(Picture)}", "https://pictures.example/gone.png"],
        };
        using GptImageClient client = Client(gateway, options => options.AllowImageDownload = isAllowed);

        SavedImageResult result =
            await client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), scratch["poster"], cancellationToken: Token);

        Assert.Equal(Picture, await File.ReadAllBytesAsync(Assert.Single(result.Files).Path, Token));
        Finding warning = Assert.Single(result.Warnings, finding => finding.RuleId == "answer-odd");
        Assert.Contains("https://pictures.example/gone.png", warning.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task GenerateAsync_DownloadMeetsTheTimeLimit_KeepsTheAddressesAndBuysOnce()
    {
        FakeTimeProvider time = new();
        using Gateway gateway = new(HttpStatusCode.OK, Picture)
        {
            Addresses = ["https://pictures.example/1.png", "https://pictures.example/stalled.png"],
            Stalled = () => time.Advance(TimeSpan.FromMinutes(11)),
        };
        using GptImageClient client = Client(gateway, options =>
        {
            options.TimeProvider = time;
            options.Retry.RepeatPossiblyCharged = true;
        });

        GptImageTimeoutException exception = await Assert.ThrowsAsync<GptImageTimeoutException>(
            () => client.GenerateAsync(new TextToImageRequest("A lighthouse") { Count = 2 }, TestContext.Current.CancellationToken));

        Assert.Equal(
            [("", Picture.Length), ("https://pictures.example/stalled.png", 0)],
            exception.RecoveredImages.Select(image => (image.Url?.ToString() ?? "", image.Bytes.Length)).Order());
        Assert.Equal((ChargeState.Charged, 1), (exception.Charge, gateway.Purchases));
    }

    [Theory]
    [InlineData("http://pictures.example/1.png", false, false)]
    [InlineData("http://pictures.example/1.png", true, true)]
    [InlineData("http://127.0.0.1:8080/1.png", false, true)]
    [InlineData("http://localhost/1.png", false, true)]
    public async Task GenerateAsync_PlainHttp_IsFetchedFromLoopbackOrWhereAllowed(string address, bool allowInsecureHttp, bool isFetched)
    {
        using Gateway gateway = new(HttpStatusCode.OK, Picture) { Addresses = [address] };
        using GptImageClient client = Client(gateway, options => options.AllowInsecureHttp = allowInsecureHttp);

        Exception? exception = await Record.ExceptionAsync(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(isFetched, gateway.Fetched is not null);
        Assert.Equal(isFetched, exception is null);
        Assert.Contains("AllowInsecureHttp", exception?.Message ?? "AllowInsecureHttp", StringComparison.Ordinal);
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

        public string[] Addresses { get; init; } = ["https://pictures.example/1.png?sig=abc"];

        /// <summary>Gets or sets what happens while a picture does not come.</summary>
        public Action? Stalled { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
            {
                Fetched = request;
                if (request.RequestUri?.AbsolutePath == "/stalled.png")
                {
                    Stalled?.Invoke();
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                }

                bool isGone = request.RequestUri?.AbsolutePath == "/gone.png";
                return new HttpResponseMessage(isGone ? HttpStatusCode.NotFound : status)
                {
                    RequestMessage = request,
                    Content = new ByteArrayContent(picture),
                };
            }

            Purchases++;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(
                    JsonSerializer.Serialize(new { created = 1, data = Addresses.Select(address => new { url = address }) }),
                    Encoding.UTF8, "application/json"),
            };
        }
    }
}
