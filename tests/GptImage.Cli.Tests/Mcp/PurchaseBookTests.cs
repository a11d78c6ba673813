using GptImage.Sdk;
using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests.Mcp;

public class PurchaseBookTests
{
    /// <summary>Ends a test whose waiting has no end, in milliseconds.</summary>
    private const int LongestRun = 120_000;

    [Fact(Timeout = LongestRun)]
    public async Task Find_StoppedWhileAnotherProcessBuys_SaysThatItMayHaveBeenCharged()
    {
        using TemporaryFolder folder = new();
        WatchedClock serviceTime = new();
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { TimeProvider = serviceTime });
        service.Enqueue(FakeOutcome.Delay(TimeSpan.FromMinutes(3)));
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress });
        using CancellationTokenSource stop = new();
        McpOptions options = new() { WorkingDirectory = folder.PathOf("root"), StateFolder = folder.PathOf("state") };
        PurchaseOrder order = new() { Request = new TextToImageRequest("A ship"), Folder = folder.PathOf("root") };
        using PurchaseBook buyer = new(client, service.BaseAddress, options, new SessionBudget(5, 1));
        using PurchaseBook follower =
            new(client, service.BaseAddress, options with { SoftStop = stop.Token }, new SessionBudget(5, 1));
        UserRequest request = await buyer.IdentifyAsync(order, TestContext.Current.CancellationToken);
        buyer.Start(request, order);
        await serviceTime.FirstWait;

        Purchase? followed = await follower.FindAsync(request, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        Assert.NotNull(followed);
        PictureOutcome end = await followed.Completion;
        Assert.Equal((PictureStatus.Unknown, ChargeState.PossiblyCharged), (end.Status, end.Charge));
        Assert.Equal(
            "The server stopped while another process was buying the pictures, so they may have been charged. Check the usage page of "
            + "the account.", end.Message);
        serviceTime.Advance(TimeSpan.FromMinutes(3));
        await buyer.WhenIdleAsync();
    }
}
