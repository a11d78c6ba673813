using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class AttemptHookTests
{
    private const string Overloaded =
        """{"error":{"message":"Overloaded","type":"server_error","param":null,"code":"server_is_overloaded"}}""";
    private const string Failed = """{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}""";

    private static readonly byte[] Png = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnAttempt_EachAttempt_IsToldInFull()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        string answer = Pictures.Answer(Png);
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            return ++count == 1
                ? connection.AnswerAsync(
                    503, "application/json", Encoding.UTF8.GetBytes(Overloaded), "retry-after-ms: 0\r\nx-request-id: req_a\r\n")
                : connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(answer), "x-request-id: req_b\r\n");
        });
        List<AttemptRecord> told = [];
        using GptImageClient client = Clients.For(server, options =>
        {
            options.TimeProvider = time;
            options.OnAttempt = told.Add;
        });

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(result.Attempts, told);
        Assert.Equal(
            [
                new AttemptRecord
                {
                    Number = 1, Started = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), StatusCode = 503,
                        Duration = TimeSpan.FromSeconds(20), Charge = ChargeState.Rejected,
                    RequestId = "req_a", BytesSent = server.Requests[0].Body.Length, BytesReceived = Overloaded.Length,
                },
                new AttemptRecord
                {
                    Number = 2, Started = new DateTimeOffset(2026, 11, 23, 12, 0, 20, TimeSpan.Zero), StatusCode = 200,
                        Duration = TimeSpan.FromSeconds(20), Charge = ChargeState.Charged,
                    RequestId = "req_b", BytesSent = server.Requests[1].Body.Length, BytesReceived = answer.Length,
                },
            ],
            told);
    }

    [Fact]
    public async Task OnAttempt_Throws_LosesNoPicture()
    {
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs]);
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options =>
        {
            options.LoggerFactory = factory;
            options.OnAttempt = _ => throw new InvalidOperationException("the dashboard is down");
        });

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Png, result.Image.Bytes.ToArray());
        Assert.Contains(logs.Lines, line => line.Contains("the dashboard is down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnAttempt_GivesTheCallUp_KeepsThePicturesOfTheFailure()
    {
        string whole = Pictures.Answer(Png, Png);
        using CancellationTokenSource giveUp = new();
        await using RawServer server = RawServer.Answering(200, "application/json", whole[..^300]);
        using GptImageClient client = Clients.For(server, options => options.OnAttempt = _ => giveUp.Cancel());

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.GenerateAsync(new TextToImageRequest("Two lighthouses") { Count = 2 }, giveUp.Token));

        Assert.Equal((ChargeState.Charged, 1, 1), (exception.Charge, exception.Attempts.Count, exception.RecoveredImages.Count));
        Assert.Equal(Png, exception.RecoveredImages[0].Bytes.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_RetryOfTheRequest_OverridesThatOfTheClient()
    {
        await using RawServer server = RawServer.Answering(503, "application/json", Overloaded, "retry-after-ms: 0\r\n");
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAsync<GptImageServerException>(
            () => client.GenerateAsync(new TextToImageRequest("Once") { Retry = new RetryOptions { MaxAttempts = 1 } }, Token));
        int once = server.Requests.Count;
        await Assert.ThrowsAsync<GptImageServerException>(
            () => client.GenerateAsync(new TextToImageRequest("Five times") { Retry = new RetryOptions { MaxAttempts = 5 } }, Token));

        Assert.Equal((1, 6), (once, server.Requests.Count));
    }

    [Fact]
    public async Task GenerateAsync_RepeatPossiblyChargedForOneRequest_HoldsForThatAlone()
    {
        await using RawServer server = RawServer.Answering(502, "text/html", "<html>bad gateway</html>");
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAsync<GptImageServerException>(() => client.GenerateAsync("Careful", Token));
        int careful = server.Requests.Count;
        await Assert.ThrowsAsync<GptImageServerException>(
            () =>
            client.GenerateAsync(new TextToImageRequest("Bold")
            {
                Retry = new RetryOptions { RepeatPossiblyCharged = true, BaseDelay = TimeSpan.Zero },
            }, Token));

        Assert.Equal((1, 4), (careful, server.Requests.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Retry_ImpossibleNumberOfAttempts_IsRefused(int attempts) =>
        Assert.Throws<ArgumentException>(() => new TextToImageRequest("A lighthouse")
        {
            Retry = new RetryOptions { MaxAttempts = attempts },
        });

    [Fact]
    public void Retry_OptionsChangeLater_RequestDoesNot()
    {
        RetryOptions options = new() { MaxAttempts = 2 };
        TextToImageRequest request = new("A lighthouse") { Retry = options };

        options.MaxAttempts = 9;

        Assert.Equal(2, request.Retry?.MaxAttempts);
    }

    [Fact]
    public async Task GenerateAsync_PossiblyCharged_SaysWhatARepeatMayCost()
    {
        await using RawServer server = RawServer.Answering(502, "text/html", "<html>bad gateway</html>");
        using GptImageClient client = Clients.For(server);

        GptImageServerException exception =
            await Assert.ThrowsAsync<GptImageServerException>(
                () =>
                client.GenerateAsync(new TextToImageRequest("A lighthouse")
                {
                    Quality = ImageQuality.Medium,
                    Size = ImageSize.Square,
                }, Token));

        Assert.Equal(0.05274m, exception.RepeatCost);
        Assert.EndsWith("Another call may cost up to 0.0527 USD.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_LastAttemptWasFreeAndAnEarlierWasNot_SaysSo()
    {
        int count = 0;
        await using RawServer server =
            RawServer.Start(
                (_, connection) => connection.AnswerAsync(++count == 1 ? 500 : 400, "application/json", Encoding.UTF8.GetBytes(Failed)));
        using GptImageClient client = Clients.For(server);

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Equal([ChargeState.PossiblyCharged, ChargeState.Rejected], exception.Attempts.Select(attempt => attempt.Charge));
        Assert.Contains(
            "A picture may have been made and charged by an earlier attempt; sending", exception.Message, StringComparison.Ordinal);
    }
}
