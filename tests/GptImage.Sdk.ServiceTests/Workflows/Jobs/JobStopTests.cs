using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What stops a job, and what a stopped job leaves.</summary>
public sealed class JobStopTests : IDisposable
{
    private const string Blocked =
        """{"error":{"message":"Your request was rejected by the safety system.","type":"image_generation_user_error","param":null,"code":"moderation_blocked","moderation_details":{"moderation_stage":"input","categories":["violence"]}}}""";
    private const string Billing =
        """{"error":{"message":"Payment required.","type":"billing_error","param":null,"code":null}}""";

    private const string Busy =
        """{"error":{"message":"Rate limit reached.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""";

    private static readonly byte[] Png = Pictures.Png();

    private readonly Scratch _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("application/json", """{"data":[{"url":"https://pictures.example/{0}.png"}]}""")]
    [InlineData("text/html", "<html><body>Page {0}</body></html>")]
    public async Task RunAsync_EveryAnswerIsUnusableInTheSameWay_StopsAtTheSecond(string type, string body)
    {
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerAsync(
            200, type, Encoding.UTF8.GetBytes(body.Replace("{0}", $"{++count}", StringComparison.Ordinal))));
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(20), Options(1), cancellationToken: Token);

        Assert.Equal(2, server.Requests.Count);
        Assert.Same(report.Entries[1].Error, Assert.IsType<GptImageResponseException>(report.StoppedBy));
        Assert.Equal(18, report.Entries.Count(entry => entry.Outcome == ImageJobOutcome.NotStarted));
    }

    [Fact]
    public async Task RunAsync_UnusableAnswersFourAtOnce_StartsNothingBehindTheSecondEnd()
    {
        await using RawServer server = RawServer.Answering(200, "text/html", "<html></html>");
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(20), Options(4), cancellationToken: Token);

        Assert.InRange(server.Requests.Count, 2, 5);
        Assert.IsType<GptImageResponseException>(report.StoppedBy);
    }

    [Fact]
    public async Task RunAsync_EveryRequestIsBlocked_GoesOn()
    {
        await using RawServer server = RawServer.Answering(400, "application/json", Blocked);
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(6), Options(1), cancellationToken: Token);

        Assert.Equal(6, server.Requests.Count);
        Assert.Null(report.StoppedBy);
    }

    [Fact]
    public async Task RunAsync_402WithoutAQuotaCode_StopsTheJob()
    {
        await using RawServer server = RawServer.Answering(402, "application/json", Billing);
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(20), Options(1), cancellationToken: Token);

        Assert.Single(server.Requests);
        Assert.IsType<GptImageQuotaException>(report.StoppedBy);
    }

    [Fact]
    public async Task RunAsync_SoftStop_FinishesWhatRunsAndReturnsTheReport()
    {
        using CancellationTokenSource stop = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await stop.CancelAsync();
            await AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(1);
        options.StopToken = stop.Token;

        ImageJobReport report = await client.RunAsync(Requests(5), options, cancellationToken: Token);
        ImageJobReport rest = await client.RunAsync(Requests(5), Options(1), cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.Finished, .. Enumerable.Repeat(ImageJobOutcome.NotStarted, 4)],
            report.Entries.Select(entry => entry.Outcome));
        Assert.Null(report.StoppedBy);
        Assert.True(rest.IsComplete);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_SoftStopBeforehand_SendsNothingAndStillReports()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        await client.RunAsync(Requests(1), Options(1), cancellationToken: Token);
        ImageJobOptions options = Options(1);
        options.StopToken = new CancellationToken(canceled: true);

        ImageJobReport report = await client.RunAsync(Requests(3), options, cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.Finished, ImageJobOutcome.NotStarted, ImageJobOutcome.NotStarted],
            report.Entries.Select(entry => entry.Outcome));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task RunAsync_SoftStopWhileRequestsWaitForTheLimiter_SendsThemNoMore()
    {
        using CancellationTokenSource stop = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await stop.CancelAsync();
            await AnswerAsync(connection);
        });
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1 });
        using GptImageClient client = Clients.For(server.BaseAddress, options => options.ImageRateLimiter = limiter);
        ImageJobOptions options = Options(4);
        options.StopToken = stop.Token;

        ImageJobReport report = await client.RunAsync(Requests(6), options, cancellationToken: Token);

        Assert.Single(report.Finished);
        Assert.Equal(5, report.Entries.Count(entry => entry.Outcome == ImageJobOutcome.NotStarted));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task RunAsync_SoftStopWhenARequestIsRefused_DoesNotSendItAgain()
    {
        using CancellationTokenSource stop = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            bool isFirst = !stop.IsCancellationRequested;
            await stop.CancelAsync();
            await (isFirst ? connection.AnswerAsync(429, "application/json", Encoding.UTF8.GetBytes(Busy)) : AnswerAsync(connection));
        });
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(1);
        options.StopToken = stop.Token;

        ImageJobReport report = await client.RunAsync(Requests(2), options, cancellationToken: Token);
        int sent = server.Requests.Count;
        ImageJobReport rest = await client.RunAsync(Requests(2), Options(1), cancellationToken: Token);

        Assert.Equal(1, sent);
        Assert.Null(report.StoppedBy);
        Assert.Equal(
            [(ImageJobOutcome.NotStarted, ChargeState.Rejected), (ImageJobOutcome.NotStarted, ChargeState.NotSent)],
            report.Entries.Select(entry => (entry.Outcome, entry.Charge)));
        Assert.True(rest.IsComplete);
    }

    [Fact]
    public async Task RunAsync_SoftStopBeforeAnotherClientIsCalled_ReportsTheRequestAsNotStarted()
    {
        using CancellationTokenSource stop = new();
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient inner = Clients.For(server);
        FailingClient client = new(inner, failsAt: 1);
        ImageJobOptions options = Options(1);
        options.StopToken = stop.Token;
        options.FileName = (_, _) =>
        {
            stop.Cancel();
            return "fox";
        };

        ImageJobReport report = await client.RunAsync(Requests(2), options, cancellationToken: Token);

        Assert.All(report.Entries, entry => Assert.Equal((ImageJobOutcome.NotStarted, null), (entry.Outcome, entry.Error)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task RunAsync_Canceled_ThrowsWithTheReport()
    {
        using CancellationTokenSource cancel = new();
        int count = 0;
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            if (++count == 1)
            {
                await AnswerAsync(connection);
                return;
            }

            await cancel.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(
            () => client.RunAsync(Requests(3), Options(1), cancellationToken: cancel.Token));

        Assert.NotNull(exception.Report);
        Assert.Equal(
            [ImageJobOutcome.Finished, ImageJobOutcome.Unknown, ImageJobOutcome.NotStarted],
            exception.Report.Entries.Select(entry => entry.Outcome));
        Assert.Equal((ChargeState.Charged, cancel.Token), (exception.Charge, exception.CancellationToken));
        Assert.True(exception.Report.PossiblySpent > 0);
    }

    [Fact]
    public async Task RunAsync_CanceledBeforehand_ThrowsWithAReportAndTouchesNothing()
    {
        using GptImageClient client = new("sk-test");

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(
            () => client.RunAsync(Requests(3), Options(1), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(3, exception.Report?.Entries.Count);
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(Directory.GetFiles(_scratch.Folder));
    }

    private static IEnumerable<ImageRequest> Requests(int count) =>
        Enumerable.Range(0, count).Select(number => new TextToImageRequest(FormattableString.Invariant($"Picture {number}")));

    private static Task AnswerAsync(RawConnection connection) =>
        connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png)));

    private ImageJobOptions Options(int concurrency) => new() { OutputDirectory = _scratch.Folder, MaxConcurrency = concurrency };
}
