using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>The hook between permit and upload: called before each attempt, and what it throws has sent nothing.</summary>
public sealed class SendHookTests
{
    private const string Overloaded =
        """{"error":{"message":"Overloaded","type":"server_error","param":null,"code":"server_is_overloaded"}}""";

    private static readonly byte[] Png = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeforeSend_TwoAttempts_IsAwaitedBeforeEachUpload()
    {
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) => ++count == 1
            ? connection.AnswerAsync(503, "application/json", Encoding.UTF8.GetBytes(Overloaded), "retry-after-ms: 0\r\n")
            : connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png))));
        List<(int Attempt, string Prompt, int Requests)> seen = [];
        using GptImageClient client = Clients.For(server, options => options.BeforeSend = async (context, token) =>
        {
            await Task.Yield();
            Assert.False(token.IsCancellationRequested);
            seen.Add((context.Attempt, context.Plan.Prompt, server.Requests.Count));
        });

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Png, result.Image.Bytes.ToArray());
        Assert.Equal([(1, "A lighthouse", 0), (2, "A lighthouse", 1)], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeforeSend_Throws_HasSentNothingAndIsNotRepeated(bool atOnce)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        InvalidOperationException cause = new("the ledger is full");
        int asked = 0;
        using GptImageClient client = Clients.For(server, options => options.BeforeSend = (_, _) =>
        {
            asked++;
            return atOnce ? throw cause : ValueTask.FromException(cause);
        });

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Same(cause, exception.InnerException);
        Assert.Equal((1, ChargeState.NotSent), (asked, exception.Charge));
        Assert.Contains("GptImageClientOptions.BeforeSend", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent and nothing charged.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Equal((0m, 0m), (client.Spending.Reserved, client.Spending.Possible));
    }

    [Fact]
    public async Task BeforeSend_WaitsForTheLimiter_IsAskedAfterThePermit()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = time });
        int asked = 0;
        using GptImageClient client = Clients.For(server, options =>
        {
            options.ImageRateLimiter = limiter;
            options.BeforeSend = (_, _) =>
            {
                asked++;
                return ValueTask.CompletedTask;
            };
        });
        await client.GenerateAsync("A lighthouse", Token);

        Task<ImageResult> second = client.GenerateAsync("A second lighthouse", Token);
        int whileWaiting = asked;
        time.Advance(TimeSpan.FromMinutes(1));
        await second;

        Assert.Equal((1, 2), (whileWaiting, asked));
    }

    [Fact]
    public async Task GenerateToFilesAsync_HookOfOneCall_ComesAfterTheHookOfTheClient()
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        List<string> order = [];
        using GptImageClient client = Clients.For(server, options => options.BeforeSend = (_, _) => Note("client"));

        SavedImageResult result = await ((ISendHookClient)client).GenerateToFilesAsync(
            new TextToImageRequest("A lighthouse"), scratch["picture"], overwrite: false, (_, _) => Note("call"), Token);

        Assert.Equal(["client", "call"], order);
        Assert.Equal(Png, await File.ReadAllBytesAsync(result.Files[0].Path, Token));

        ValueTask Note(string who)
        {
            order.Add($"{who}");
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task GenerateToFilesAsync_HookOfOneCallAlone_IsAwaited()
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server);

        GptImageConnectionException exception = await Assert.ThrowsAsync<GptImageConnectionException>(
            () => ((ISendHookClient)client).GenerateToFilesAsync(
                new TextToImageRequest("A lighthouse"), scratch["picture"], overwrite: false,
                (_, _) => throw new IOException("The ledger is full."), Token));

        Assert.StartsWith("The job ended the attempt before it was sent (IOException", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task BeforeSend_ThrowsWhenTheCallerHasCanceled_IsACancellation()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.BeforeSend = async (_, _) =>
        {
            await cancel.CancelAsync();
            throw new IOException("The file is gone.");
        });

        GptImageCanceledException exception =
            await Assert.ThrowsAsync<GptImageCanceledException>(() => client.GenerateAsync("A lighthouse", cancel.Token));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task BeforeSend_CallerCancelsWhileItRuns_IsACancellationThatCostNothing()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.BeforeSend = async (_, _) => await cancel.CancelAsync());

        GptImageCanceledException exception =
            await Assert.ThrowsAsync<GptImageCanceledException>(() => client.GenerateAsync("A lighthouse", cancel.Token));

        Assert.Equal((ChargeState.NotSent, cancel.Token), (exception.Charge, exception.CancellationToken));
        Assert.Empty(server.Requests);
    }
}
