using System.Globalization;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Spend limits of a client and of a job, several requests at once.</summary>
public sealed class JobLimitTests : IDisposable
{
    private static readonly byte[] Png = Pictures.Png();

    private readonly Scratch _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RunAsync_ClientsLimitFitsAllButNotAllReservations_BuysAll(int concurrency)
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        decimal most = MostOf(server);
        using GptImageClient client = Clients.For(server.BaseAddress, options => options.SpendLimit = most * 1.5m);

        ImageJobReport report = await client.RunAsync(Requests(20), Options(concurrency), cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(20, server.Requests.Count);
        Assert.InRange(client.Spending.Total, 0, most * 1.5m);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RunAsync_JobsLimitFitsAllButNotAllReservations_BuysAll(int concurrency)
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        ImageJobOptions options = Options(concurrency);
        options.SpendLimit = MostOf(server) * 1.5m;
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(20), options, cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(20, server.Requests.Count);
        Assert.InRange(report.SpentInAllRuns, 0.000001m, options.SpendLimit.Value);
    }

    [Fact]
    public async Task RunAsync_SoftStopWhileARequestWaitsForMoney_ReportsItAsNotStarted()
    {
        using CancellationTokenSource stop = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await stop.CancelAsync();
            await AnswerAsync(connection);
        });
        decimal most = MostOf(server);
        using GptImageClient client = Clients.For(server.BaseAddress, options => options.SpendLimit = most * 1.5m);
        ImageJobOptions options = Options(2);
        options.StopToken = stop.Token;

        ImageJobReport report = await client.RunAsync(Requests(2), options, cancellationToken: Token);

        Assert.Single(server.Requests);
        Assert.Equal(
            [ImageJobOutcome.NotStarted, ImageJobOutcome.Finished], report.Entries.Select(entry => entry.Outcome).Order());
        Assert.All(report.Entries, entry => Assert.Null(entry.Error));
    }

    [Fact]
    public async Task RunAsync_LimitReached_StopsAndSaysHowMuchWasSpent()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", WithoutUsage());
        decimal most = MostOf(server);
        ImageJobOptions options = Options(4);
        options.SpendLimit = most * 2.5m;
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(20), options, cancellationToken: Token);

        GptImageBudgetException stoppedBy = Assert.IsType<GptImageBudgetException>(report.StoppedBy);
        Assert.Contains("(ImageJobOptions.SpendLimit)", stoppedBy.Message, StringComparison.Ordinal);
        Assert.Equal((most, most * 2, 0m), (stoppedBy.Needed, stoppedBy.Spending.Settled, stoppedBy.Spending.Possible));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, report.Finished.Count());
    }

    [Fact]
    public async Task RunAsync_AgainUnderTheSameLimit_CountsWhatEarlierRunsSpent()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", WithoutUsage());
        decimal most = MostOf(server);
        ImageJobOptions options = Options(1);
        options.SpendLimit = most * 3;
        using (GptImageClient first = Clients.For(server))
        {
            await first.RunAsync(Requests(2), options, cancellationToken: Token);
        }

        using GptImageClient client = Clients.For(server);
        ImageJobReport report = await client.RunAsync(Requests(5), options, cancellationToken: Token);

        Assert.Equal(3, server.Requests.Count);
        Assert.IsType<GptImageBudgetException>(report.StoppedBy);
        Assert.Equal((most, most * 3, 0m), (report.Spent, report.SpentInAllRuns, report.PossiblySpentInAllRuns));
    }

    [Fact]
    public async Task RunAsync_UnknownOutcomes_CountAsPossibleInLaterRuns()
    {
        bool isBroken = true;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            if (!isBroken)
            {
                return AnswerAsync(connection);
            }

            connection.Reset();
            return Task.CompletedTask;
        });
        decimal most = MostOf(server);
        ImageJobOptions options = Options(1);
        options.SpendLimit = most * 1.9m;
        using GptImageClient client = Clients.For(server);
        ImageJobReport first = await client.RunAsync(Requests(1), options, cancellationToken: Token);
        isBroken = false;

        ImageJobReport second = await client.RunAsync(Requests(3), options, cancellationToken: Token);

        Assert.Equal((0m, most), (first.SpentInAllRuns, first.PossiblySpentInAllRuns));
        Assert.Equal((0m, 0m, most), (second.Spent, second.PossiblySpent, second.PossiblySpentInAllRuns));
        Assert.IsType<GptImageBudgetException>(second.StoppedBy);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task RunAsync_PriceIsNotKnown_CountsAsTheDearest()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        ImageJobOptions options = Options(1);
        options.SpendLimit = 0.01m;
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(
            [new TextToImageRequest("x") { Model = new ImageModel("unheard-of") }], options, cancellationToken: Token);

        Assert.True(Assert.IsType<GptImageBudgetException>(report.StoppedBy).Needed > 0.01m);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task RunAsync_NegativeLimit_IsRefused()
    {
        ImageJobOptions options = Options(1);
        options.SpendLimit = -1m;
        using GptImageClient client = new("sk-test");

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => client.RunAsync(Requests(1), options, cancellationToken: Token));

        Assert.StartsWith("ImageJobOptions.SpendLimit is -1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_ClientsLimitFitsAllButNotAllReservations_MakesAll()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server.BaseAddress, options => options.SpendLimit = MostOf(server) * 1.5m);
        List<StoryboardFrame> frames = [];

        await foreach (StoryboardFrame frame in client.RenderAsync(new Storyboard("Stones")
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
            Frames = [.. Enumerable.Range(0, 8).Select(number => new FrameRequest(Prompt(number)))],
        }, cancellationToken: Token))
        {
            frames.Add(frame);
        }

        Assert.All(frames, frame => Assert.Null(frame.Error));
        Assert.Equal(8, server.Requests.Count);
    }

    private static string Prompt(int number) => string.Create(CultureInfo.InvariantCulture, $"Picture {number}");

    private static ImageRequest[] Requests(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => new TextToImageRequest(Prompt(number))
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
        }),
    ];

    private static string WithoutUsage() => $$"""{"data":[{"b64_json":"{{Convert.ToBase64String(Png)}}"}]}""";

    private static decimal MostOf(RawServer server)
    {
        using GptImageClient client = Clients.For(server);
        return client.Explain(Requests(1)[0]).Cost?.Maximum ?? throw new InvalidOperationException("The price is not known.");
    }

    /// <summary>A picture whose usage costs next to nothing.</summary>
    private static Task AnswerAsync(RawConnection connection) => connection.AnswerAsync(
        200, "application/json",
        Encoding.UTF8.GetBytes(
            $$$"""{"data":[{"b64_json":"{{{Convert.ToBase64String(Png)}}}"}],"usage":{"input_tokens":1,"output_tokens":1}}"""));

    private ImageJobOptions Options(int concurrency) => new() { OutputDirectory = _scratch.Folder, MaxConcurrency = concurrency };
}
