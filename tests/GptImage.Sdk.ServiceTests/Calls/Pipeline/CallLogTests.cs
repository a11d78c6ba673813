using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What the log says of a call, event by event.</summary>
public sealed class CallLogTests : IDisposable
{
    private const string Blocked =
        """{"error":{"message":"Blocked.","type":"image_generation_user_error","code":"moderation_blocked","moderation_details":{"moderation_stage":"input"}}}""";
    private const string Busy =
        """{"error":{"message":"Rate limit reached.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""";
    private const string Broken = """{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}""";

    private static readonly byte[] Picture = Encoding.UTF8.GetBytes(Pictures.Answer(Pictures.Png()));

    private static readonly TextToImageRequest Request =
        new("A secret lighthouse") { Size = ImageSize.Square, Quality = ImageQuality.Low };

    private readonly FakeLoggerProvider _log = new();
    private readonly LoggerFactory _factory;

    public CallLogTests() => _factory = new LoggerFactory([_log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Lines =>
        _log.Collector.GetSnapshot().Select(record => $"{record.Id.Id} {record.Level}: {record.Message}");

    public void Dispose()
    {
        _factory.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task GenerateAsync_RepeatedAndFinished_LogsStartAttemptAndSuccess()
    {
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) => ++count == 1
            ? connection.AnswerAsync(429, "application/json", Encoding.UTF8.GetBytes(Busy), "retry-after-ms: 0\r\nx-request-id: req_1\r\n")
            : connection.AnswerAsync(200, "application/json", Picture, "x-request-id: req_2\r\n"));
        using GptImageClient client = Client(server);

        await client.GenerateAsync(Request, Token);

        Assert.Equal(
            [
                "1 Debug: Call of images/generations started: model gpt-image-2, 1 pictures",
                "4 Warning: Attempt 1 failed: status 429, RateLimit, charge Rejected, request req_1",
            ],
            Lines.Take(2));
        Assert.Matches("^2 Information: Call of images/generations succeeded: model gpt-image-2, .*request req_2$", Lines.Last());
        Assert.Equal(3, Lines.Count());
        Assert.DoesNotContain("secret", string.Concat(Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, Blocked, "8 Warning: Call of images/generations was refused with GptImageModerationException: charge Rejected")]
    [InlineData(500, Broken, "3 Error: Call of images/generations failed with GptImageServerException: charge PossiblyCharged")]
    public async Task GenerateAsync_Fails_LogsRefusalsOfTheRequestAsWarnings(int status, string body, string last)
    {
        await using RawServer server = RawServer.Start((_, connection) =>
            connection.AnswerAsync(status, "application/json", Encoding.UTF8.GetBytes(body), "x-request-id: req_1\r\n"));
        using GptImageClient client = Client(server, options => options.Retry.MaxAttempts = 1);

        await Assert.ThrowsAnyAsync<GptImageException>(() => client.GenerateAsync(Request, Token));

        Assert.Equal(last + ", request req_1, 1 attempts", Lines.Last());
        Assert.Equal([1, 4], _log.Collector.GetSnapshot().SkipLast(1).Select(record => record.Id.Id));
    }

    [Fact]
    public async Task GenerateAsync_Canceled_LogsThatAsInformation()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await cancel.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Client(server);

        await Assert.ThrowsAsync<GptImageCanceledException>(() => client.GenerateAsync(Request with { Count = 2 }, cancel.Token));

        Assert.Equal(
            [
                "1 Debug: Call of images/generations started: model gpt-image-2, 2 pictures",
                "4 Warning: Attempt 1 failed: status (null), Cancellation, charge PossiblyCharged, request (null)",
                "9 Information: Call of images/generations was canceled: charge PossiblyCharged, request (null), 1 attempts",
            ],
            Lines);
    }

    [Fact]
    public async Task GenerateAsync_LogContent_LogsThePromptToo()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Encoding.UTF8.GetString(Picture));
        using GptImageClient client = Client(server, options => options.LogContent = true);

        await client.GenerateAsync(Request, Token);

        Assert.Equal("5 Debug: Prompt: A secret lighthouse", Lines.ElementAt(1));
    }

    private GptImageClient Client(RawServer server, Action<GptImageClientOptions>? configure = null) => Clients.For(server, options =>
    {
        options.LoggerFactory = _factory;
        configure?.Invoke(options);
    });
}
