using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.ServiceTests;

/// <summary>A caller's cancellation says what it cost, whichever way the pictures were to be received.</summary>
public sealed class CancellationTests
{
    private static readonly byte[] Png = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way> Ways => [Way.Memory, Way.Files, Way.Stream, Way.StreamFiles];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AnyWay_TokenCanceledBeforehand_SendsNothingAndSaysSo(Way way)
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server);
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();

        GptImageCanceledException exception =
            await Assert.ThrowsAsync<GptImageCanceledException>(
                () => new Receiver(way, scratch.Folder).ReceiveAsync(client, new TextToImageRequest("A lighthouse"), cancel.Token));

        Assert.Equal((ChargeState.NotSent, cancel.Token), (exception.Charge, exception.CancellationToken));
        Assert.Equal("The call was canceled. Nothing was sent and nothing charged.", exception.Message);
        Assert.Empty(exception.Attempts);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AnyWay_CanceledInTheAnswer_KeepsChargeRequestIdAndAttempts(Way way)
    {
        using Scratch scratch = new();
        using CancellationTokenSource cancel = new();
        TaskCompletionSource headSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\nx-request-id: req_1\r\n\r\n{\"data\":[");
            headSent.SetResult();
            await connection.StallAsync();
        });
        using SocketsHttpHandler sockets = new();
        using ReadWatch watch = new(sockets);
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = server.BaseAddress }, watch);
        Task call = new Receiver(way, scratch.Folder).ReceiveAsync(client, new TextToImageRequest("A lighthouse"), cancel.Token);
        await headSent.Task.WaitAsync(Token);
        await watch.WaitUntilUsedAsync("{\"data\":[".Length);

        await cancel.CancelAsync();

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(() => call);
        Assert.Equal((ChargeState.PossiblyCharged, "req_1"), (exception.Charge, exception.RequestId));
        Assert.Equal((200, ChargeState.PossiblyCharged), (exception.Attempts[0].StatusCode, exception.Attempts[0].Charge));
        Assert.Equal(cancel.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task GenerateAsync_CanceledWhileTheServiceWorks_LogsOneLineOfTheCall()
    {
        using CancellationTokenSource cancel = new();
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Information });
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await cancel.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server, options => options.LoggerFactory = factory);

        await Assert.ThrowsAsync<GptImageCanceledException>(() => client.GenerateAsync("A lighthouse", cancel.Token));

        Assert.Equal(
            "Call of images/generations was canceled: charge PossiblyCharged, request (null), 1 attempts",
            Assert.Single(logs.Lines, line => line.StartsWith("Call", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task GenerateToFilesAsync_CanceledBetweenPictures_NamesTheFinishedFile()
    {
        using Scratch scratch = new();
        using CancellationTokenSource cancel = new();
        string whole = Pictures.Answer(Png, Png);
        string half = whole[..^300];
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {whole.Length}\r\n\r\n{half}");
            await connection.StallAsync();
        });
        using SocketsHttpHandler sockets = new();
        using ReadWatch watch = new(sockets);
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = server.BaseAddress }, watch);
        Task<SavedImageResult> call = client.GenerateToFilesAsync(
            new TextToImageRequest("Two lighthouses") { Count = 2 }, scratch["picture-{0}"], cancellationToken: cancel.Token);
        await watch.WaitUntilUsedAsync(half.Length);

        await cancel.CancelAsync();

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(() => call);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Equal(Png, await File.ReadAllBytesAsync(Assert.Single(exception.RecoveredFiles).Path, Token));
    }
}
