using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Each limit ends what it is for, says so in its own words, and knows what that may have cost.</summary>
public sealed class TimeLimitTests
{
    private const string RateLimit =
        """{"error":{"message":"Rate limit reached","type":"requests","param":null,"code":"rate_limit_exceeded"}}""";
    private const string Failed = """{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}""";

    private static readonly TimeSpan ShortConnect = TimeSpan.FromMilliseconds(150);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectTimeout_ServerNeverAnswersTheTlsGreeting_IsNotSentAndRepeated()
    {
        // The connection's own limit: the socket keeps it, by the clock of the machine.
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        using GptImageClient client =
            Clients.For(new Uri($"https://127.0.0.1:{port}/v1/"), options => options.ConnectTimeout = ShortConnect);

        GptImageTimeoutException exception =
            await Assert.ThrowsAsync<GptImageTimeoutException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal((TimeoutKind.Connect, ChargeState.NotSent), (exception.Limit, exception.Charge));
        Assert.Equal([ChargeState.NotSent, ChargeState.NotSent, ChargeState.NotSent], exception.Attempts.Select(attempt => attempt.Charge));
        Assert.All(exception.Attempts, attempt => Assert.Equal((0L, null), (attempt.BytesSent, attempt.StatusCode)));
        Assert.Equal(
            $"No connection to 127.0.0.1:{port} within 0.15 seconds (GptImageClientOptions.ConnectTimeout). Nothing was sent and nothing "
            + "charged.", exception.Message);
        Assert.True(silent.Pending());
    }

    [Fact]
    public async Task ConnectTimeout_TlsStallsOnceOnly_TheRepeatBringsThePicture()
    {
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = TestCertificate.Create();
        byte[] png = Pictures.Png();
        await using FaultServer server = FaultServer.Start(
            point => Task.FromResult(point is { Exchange: 1, Region: FaultRegion.Tls } ? FaultKind.Stall : FaultKind.None),
                _ => FaultAnswer.Json(png), certificate);
        using SocketsHttpHandler handler = TestCertificate.HandlerTrusting(certificate);
        handler.ConnectTimeout = TimeSpan.FromSeconds(1);
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = "sk-test",
            BaseAddress = server.BaseAddress,
            Retry = { BaseDelay = TimeSpan.Zero },
        }, handler);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(png, result.Image.Bytes.ToArray());
        Assert.Single(server.Purchases);
        Assert.Equal([ChargeState.NotSent, ChargeState.Charged], result.Attempts.Select(attempt => attempt.Charge));
    }

    [Theory]
    [InlineData(429, RateLimit, ChargeState.Rejected, "Nothing was charged.")]
    [InlineData(
        500, Failed, ChargeState.PossiblyCharged, "A picture may have been made and charged; sending the request again may cost it again.")]
    public async Task TotalTimeout_DuringABackOff_TellsWhatTheAttemptsCostAndWhyTheyFailed(
        int status, string body, ChargeState charge, string words)
    {
        await using RawServer server = RawServer.Answering(status, "application/json", body, "retry-after: 50\r\nx-request-id: req_1\r\n");
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using GptImageClient client = Clients.For(server, options =>
        {
            options.TimeProvider = _time;
            options.TotalTimeout = TimeSpan.FromSeconds(30);
            options.OnAttempt = _ => failed.SetResult();
        });
        Task<ImageResult> call = client.GenerateAsync(new TextToImageRequest("A lighthouse")
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Medium,
        }, Token);
        await failed.Task;

        _time.Advance(TimeSpan.FromSeconds(30));

        GptImageTimeoutException exception = await Assert.ThrowsAsync<GptImageTimeoutException>(() => call);
        Assert.Equal((TimeoutKind.Total, charge, "req_1"), (exception.Limit, exception.Charge, exception.RequestId));
        Assert.Equal(status, Assert.Single(exception.Attempts).StatusCode);
        Assert.Equal(status, Assert.IsAssignableFrom<GptImageApiException>(exception.InnerException).StatusCode);
        Assert.StartsWith("The call took longer than 30 seconds with all its attempts (GptImageClientOptions.TotalTimeout). "
            + words, exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400, "", ChargeState.Rejected, typeof(GptImageApiException), 1)]
    [InlineData(401, "", ChargeState.Rejected, typeof(GptImageAuthenticationException), 1)]
    [InlineData(429, "retry-after-ms: 0\r\n", ChargeState.Rejected, typeof(GptImageRateLimitException), 2)]
    [InlineData(429, "retry-after: 120\r\n", ChargeState.Rejected, typeof(GptImageRateLimitException), 1)]
    [InlineData(500, "", ChargeState.PossiblyCharged, typeof(GptImageServerException), 1)]
    [InlineData(503, "", ChargeState.PossiblyCharged, typeof(GptImageServerException), 1)]
    public async Task ErrorBody_Stalls_IsJudgedByStatusAndHeadersAfterTenSeconds(
        int status, string headers, ChargeState charge, Type error, int requests)
    {
        ReadWatch? watch = null;
        string head =
            $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: 5000\r\nx-request-id: "
            + $"req_1\r\n{headers}\r\n{{\"error\":{{\"mess";
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(head);
            await (watch?.WaitUntilUsedAsync("{\"error\":{\"mess".Length) ?? Task.CompletedTask);
            _time.Advance(TimeSpan.FromSeconds(10));
            await connection.StallAsync();
        });
        using SocketsHttpHandler sockets = new();
        using (watch = new ReadWatch(sockets))
        {
            using GptImageClient client = new(new GptImageClientOptions
            {
                ApiKey = "sk-test",
                BaseAddress = server.BaseAddress,
                TimeProvider = _time,
                Retry = { BaseDelay = TimeSpan.Zero, MaxAttempts = 2 },
            }, watch);

            GptImageApiException exception =
                await Assert.ThrowsAnyAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

            Assert.IsType(error, exception);
            Assert.Equal((status, charge, "req_1"), (exception.StatusCode, exception.Charge, exception.RequestId));
            Assert.Equal(requests, server.Requests.Count);
            Assert.Equal("{\"error\":{\"mess", exception.ResponseBody);
            Assert.All(
                exception.Attempts,
                attempt =>
                Assert.Equal((status, charge, TimeSpan.FromSeconds(10)), (attempt.StatusCode, attempt.Charge, attempt.Duration)));
        }
    }

    [Fact]
    public async Task ErrorBody_StallsBeyondAShorterAttemptTimeout_IsJudgedByTheStatusToo()
    {
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync("HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n");
            await connection.StallAsync();
        });
        using SocketsHttpHandler sockets = new();
        using ReadWatch watch = new(sockets);
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = "sk-test",
            BaseAddress = server.BaseAddress,
            TimeProvider = _time,
            AttemptTimeout = TimeSpan.FromSeconds(5),
        }, watch);
        Task<ImageResult> call = client.GenerateAsync("A lighthouse", Token);
        await watch.WaitUntilUsedAsync(0);

        _time.Advance(TimeSpan.FromSeconds(5));

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => call);
        Assert.Equal((400, ChargeState.Rejected), (exception.StatusCode, exception.Charge));
    }

    [Theory]
    [InlineData(Way.Memory, false)]
    [InlineData(Way.Memory, true)]
    [InlineData(Way.Files, false)]
    [InlineData(Way.Files, true)]
    [InlineData(Way.Stream, false)]
    [InlineData(Way.Stream, true)]
    [InlineData(Way.StreamFiles, false)]
    [InlineData(Way.StreamFiles, true)]
    public async Task CallerCancels_TheServerSeesTheEndAtOnce(Way way, bool inTheAnswer)
    {
        using Scratch scratch = new();
        using CancellationTokenSource cancel = new();
        TaskCompletionSource hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            if (inTheAnswer)
            {
                await connection.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"data\":[{\"b64_json\":\"iVBO");
            }

            await cancel.CancelAsync();
            try
            {
                Assert.Equal(0, await connection.Stream.ReadAsync(new byte[1], connection.Stopped));
            }
            finally
            {
                // A farewell or a reset: the connection is gone either way.
                hungUp.SetResult();
            }
        });
        using GptImageClient client = Clients.For(server);

        OperationCanceledException exception =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => new Receiver(way, scratch.Folder).ReceiveAsync(client, new TextToImageRequest("A lighthouse"), cancel.Token));
        await hungUp.Task.WaitAsync(Token);

        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Single(server.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Folder));
    }
}
