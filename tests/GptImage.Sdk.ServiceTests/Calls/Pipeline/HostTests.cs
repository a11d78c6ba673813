using System.Text;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What stands between the client and the service, and the program around the client.</summary>
public sealed class HostTests
{
    private const string Key = "sk-very+secret/0123456789";

    private static readonly byte[] Png = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_ExpectIsRefused_IsSentOnceMoreWithoutIt()
    {
        List<bool> asked = [];
        await using RawServer server = RawServer.Start(
            (_, connection) => connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png))),
            async (request, connection) =>
            {
                asked.Add(request.Header("Expect") is not null);
                if (asked[^1])
                {
                    await connection.AnswerAsync(417, "text/plain", [], "Connection: close\r\n");
                }

                return asked[^1];
            });
        using GptImageClient client = Clients.For(server, options => options.ExpectContinueFromBytes = 0);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal([true, false], asked);
        Assert.Equal([417, 200], result.Attempts.Select(attempt => attempt.StatusCode));
    }

    [Theory]
    [InlineData(7, 2, ChargeState.NotSent)]
    [InlineData(2, 1, ChargeState.PossiblyCharged)]
    public async Task GenerateAsync_StreamOfHttp2Fails_IsRepeatedWhenItWasRefusedUnread(long code, int requests, ChargeState charge)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using SocketsHttpHandler sockets = new();
        using ResetHandler handler = new(sockets, new HttpProtocolException(code, "The HTTP/2 server reset the stream", null));
        using GptImageClient client = new(
            new GptImageClientOptions
            {
                ApiKey = "sk-test",
                BaseAddress = server.BaseAddress,
                Retry = { MaxAttempts = 2, BaseDelay = TimeSpan.Zero },
            }, handler);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal((requests, charge), (exception.Attempts.Count, exception.Charge));
    }

    /// <summary>The platform's own handlers send again what was answered with a redirect or a request for credentials, and nothing
    /// else; a handler around them may send again what was bought.</summary>
    [Theory]
    [InlineData(307, false, ChargeState.Rejected)]
    [InlineData(308, false, ChargeState.Rejected)]
    [InlineData(401, false, ChargeState.Rejected)]
    [InlineData(307, true, ChargeState.PossiblyCharged)]
    public async Task GenerateAsync_HandlerWouldSendAgain_KnowsWhetherTheFirstWasAnswered(int status, bool isWrapped, ChargeState charge)
    {
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerAsync(
            status, "text/plain", [], status == 401 ? "WWW-Authenticate: Basic realm=\"x\"\r\n" : "Location: /elsewhere\r\n"));
        using HttpClientHandler platform = new() { Credentials = new System.Net.NetworkCredential("user", "word") };
        using CallbackHandler wrapped = new(() => { }) { InnerHandler = platform };
        using GptImageClient client = new(
            new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = server.BaseAddress, Retry = { BaseDelay = TimeSpan.Zero } },
            isWrapped ? wrapped : platform);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal((1, charge), (exception.Attempts.Count, exception.Charge));
        Assert.Contains("AllowAutoRedirect = false", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ProxyWantsCredentials_NamesTheProxy()
    {
        await using RawServer server = RawServer.Answering(407, "text/html", "<html>Proxy Authentication Required</html>");
        using GptImageClient client = Clients.For(server);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.StartsWith("The proxy before the service wants credentials (HTTP 407)", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ClientIsDisposed_SaysSoAndSendsNothing()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        GptImageClient client = Clients.For(server);
        client.Dispose();

        ObjectDisposedException exception =
            await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal("GptImage.Sdk.GptImageClient", exception.ObjectName);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ClientIsDisposedMeanwhile_KeepsTheCharge()
    {
        GptImageClient? client = null;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            client?.Dispose();
            return connection.StallAsync();
        });
        client = Clients.For(server);

        ObjectDisposedException exception =
            await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal("GptImage.Sdk.GptImageClient", exception.ObjectName);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Data["Charge"]);
        Assert.Contains("may have been made and charged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_LoggerThrows_LosesNoPicture()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using ThrowingProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        using GptImageClient client = Clients.For(server, options => options.LoggerFactory = factory);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Png, result.Image.Bytes.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_Succeeds_OneLineHasModelDurationTokensAndCost()
    {
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Information });
        string answer = Pictures.Answer(Png)[..^1]
            + ""","usage":{"input_tokens":10,"input_tokens_details":{"text_tokens":10,"image_tokens":0},"output_tokens":1000,"total_tokens":1010}}""";
        await using RawServer server = RawServer.Answering(200, "application/json", answer, "x-request-id: req_1\r\n");
        using GptImageClient client = Clients.For(server, options => options.LoggerFactory = factory);

        await client.GenerateAsync("A lighthouse", Token);

        string line = Assert.Single(logs.Lines);
        Assert.Contains("model gpt-image-2,", line, StringComparison.Ordinal);
        Assert.Contains("1010 tokens, cost in USD 0.03005", line, StringComparison.Ordinal);
        Assert.Contains("request req_1", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bad key sk-very\\u002Bsecret\\/0123456789.")]
    [InlineData("Bad key sk-very%2Bsecret%2f0123456789.")]
    public async Task GenerateAsync_KeyComesBackEncoded_IsMasked(string said)
    {
        await using RawServer server = RawServer.Answering(400, "application/json", $$$"""{"error":{"message":"{{{said}}}"}}""");
        using GptImageClient client = Clients.For(server.BaseAddress, apiKey: Key);

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("Bad key ***.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"error":{"message":"Bad key ***."}}""", exception.ResponseBody);
    }

    [Theory]
    [InlineData(180)]
    [InlineData(195)]
    [InlineData(16_375)]
    [InlineData((64 * 1024) - 10)]
    public async Task GenerateAsync_KeyAtAPlaceWhereTextIsCut_LeavesNoPieceOfIt(int position)
    {
        string page = new string('x', position) + Key + " and more";
        await using RawServer server = RawServer.Answering(400, "text/plain", page);
        using GptImageClient client = Clients.For(server.BaseAddress, apiKey: Key);

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.DoesNotContain("sk-very", exception.Message + exception.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamAsync_EnumeratedTwice_BuysOnce()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server);
        IAsyncEnumerable<ImageUpdate> updates = client.StreamAsync(new TextToImageRequest("A lighthouse"), cancellationToken: Token);
        int first = await CountAsync(updates);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => CountAsync(updates));

        Assert.Equal((1, 1), (first, server.Requests.Count));
        Assert.Contains("one purchase", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamToFilesAsync_EnumeratedTwice_BuysOnce()
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server);
        IAsyncEnumerable<SavedImageUpdate> updates =
            client.StreamToFilesAsync(new TextToImageRequest("A lighthouse"), scratch["picture"], cancellationToken: Token);
        int first = await CountAsync(updates);

        await Assert.ThrowsAsync<InvalidOperationException>(() => CountAsync(updates));

        Assert.Equal((1, 1), (first, server.Requests.Count));
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> source)
    {
        int count = 0;
        await foreach (T _ in source)
        {
            count++;
        }

        return count;
    }

    private sealed class ResetHandler(HttpMessageHandler inner, Exception cause) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new HttpRequestException("An error occurred while sending the request.", cause);
        }
    }

    private sealed class ThrowingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("the log is full");

        public void Dispose()
        {
        }
    }
}
