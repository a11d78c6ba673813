using System.Security.Cryptography;
using GptImage.Sdk.FleetHost;
using GptImage.Sdk.PostgreSql;
using GptImage.Sdk.PostgreSql.Tests;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GptImage.Sdk.Hangfire.Tests;

/// <summary>What a user of orders meets. Jobs are run by the test, one after the other.</summary>
[Trait("Category", "Heavy")]
public sealed class ImageFleetTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private readonly HandQueue _queue = new();
    private GptImageClient? _client;
    private TestLedger? _ledger;
    private PostgreSqlPurchases? _purchases;
    private ImageFleet? _fleet;

    private GptImageClient Client => _client ?? throw new InvalidOperationException();

    private TestLedger Ledger => _ledger ?? throw new InvalidOperationException();

    private PostgreSqlPurchases Purchases => _purchases ?? throw new InvalidOperationException();

    private ImageFleet Fleet => _fleet ?? throw new InvalidOperationException();

    private static Storyboard Chain { get; } = new("The lantern")
    {
        Quality = ImageQuality.Low,
        Frames =
        [
            new FrameRequest("A lantern in the snow"), new FrameRequest("It is lit"), new FrameRequest("It goes out"),
            new FrameRequest("Only the snow"),
        ],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _client = CreateClient(ImageModel.GptImage2);
        _ledger = await TestLedger.CreateAsync(fixture);
        _purchases = _ledger.Open();
        _fleet = new ImageFleet(_purchases, _client, _queue);
    }

    public async ValueTask DisposeAsync()
    {
        if (_purchases is not null)
        {
            await _purchases.DisposeAsync();
        }

        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        _client?.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task SubmitAsync_TheSameAgain_AddsAndBuysNothingTwice()
    {
        ImageRequest[] requests = [.. FleetOrder.CreateAll(3), FleetOrder.Create(3)];
        await Fleet.SubmitAsync("spring", requests, cancellationToken: Token);
        ImageOrder again = await Fleet.SubmitAsync("spring", requests, cancellationToken: Token);

        await _queue.RunAsync(Purchases, Client);
        ImageOrder late = await Fleet.SubmitAsync("spring", requests, cancellationToken: Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((4L, 4L), (again.Count, late.Count));
        Assert.Equal(4, _service.Requests.Count);
        ImageOrderProgress progress = await Fleet.GetProgressAsync("spring", Token);
        Assert.Equal(4, progress.Finished);
        Assert.InRange(progress.PerMinute, 1, double.MaxValue);
    }

    [Fact]
    public async Task SubmitAsync_OtherRequestsUnderTheSameName_SaysSoAndChangesNothing()
    {
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), new ImageOrderOptions { SpendLimit = 2m }, Token);

        GptImageJobException error = await Assert.ThrowsAsync<GptImageJobException>(() => Fleet.SubmitAsync(
            "spring", FleetOrder.CreateAll(4).Skip(2), new ImageOrderOptions { SpendLimit = 3m }, Token));

        Assert.Contains("'spring' exists with other requests: 2 of its purchases are not among", error.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.NotSent, error.Charge);
        ImageOrderProgress progress = await Fleet.GetProgressAsync("spring", Token);
        Assert.Equal((3L, 2m), (progress.Order.Count, progress.Order.SpendLimit));
        Assert.Equal(4, (await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(4), cancellationToken: Token)).Count);
    }

    [Fact]
    public async Task SubmitAsync_StoppedInTheMiddle_StoresNothingAndIsSubmittedAgain()
    {
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(
            () => Fleet.SubmitAsync("spring", Break(FleetOrder.CreateAll(1500)), cancellationToken: Token));
        await _queue.RunAsync(Purchases, Client);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Fleet.GetProgressAsync("spring", Token));

        ImageOrder order = await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(1500), cancellationToken: Token);

        Assert.Equal(1500, order.Count);
        List<PurchaseEntry> entries = await Fleet.ListAsync("spring", null, Token).ToListAsync(Token);
        Assert.Equal(1500, entries.Select(entry => entry.Claim.Key.Id).Distinct().Count());
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task SubmitAsync_InvalidRequest_NamesItAndStoresNothing()
    {
        IEnumerable<ImageRequest> requests = [.. FleetOrder.CreateAll(1200), FleetOrder.Create(1) with { Prompt = "" }];

        GptImageValidationException error = await Assert.ThrowsAsync<GptImageValidationException>(
            () => Fleet.SubmitAsync("spring", requests, cancellationToken: Token));

        Assert.StartsWith("Request 1201: ", Assert.Single(error.Findings).Message, StringComparison.Ordinal);
        Assert.Empty(await Purchases.ListOrdersAsync(Token));
        Assert.Equal(0, await Ledger.ReadAsync<long>("select count(*) from gptimage.purchase"));
    }

    [Fact]
    public async Task SubmitAsync_NoRequests_IsAnOrderThatIsDone()
    {
        ImageOrder order = await Fleet.SubmitAsync("nothing", Array.Empty<ImageRequest>(), cancellationToken: Token);
        await _queue.RunAsync(Purchases, Client);

        ImageOrderProgress progress = await Fleet.GetProgressAsync("nothing", Token);
        Assert.Equal((0L, 0L, 0m, null), (order.Count, progress.Waiting, progress.Spending.Total, progress.TimeLeft));
    }

    [Fact]
    public async Task CancelAsync_WhileAPictureIsMade_FinishesItAndBuysNothingMore()
    {
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), cancellationToken: Token);

        await _queue.RunAsync(OpenActing(() => Fleet.CancelAsync("spring", Token)), Client);
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(Purchases, Client);

        ImageOrderProgress progress = await Fleet.GetProgressAsync("spring", Token);
        Assert.Equal((ImageOrderState.Canceled, 1L, 2L), (progress.Order.State, progress.Finished, progress.Waiting));
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task PauseAsync_WhileAPictureIsMade_FinishesItAndResumeGoesOn()
    {
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), cancellationToken: Token);

        await _queue.RunAsync(OpenActing(() => Fleet.PauseAsync("spring", Token)), Client);
        ImageOrderProgress paused = await Fleet.GetProgressAsync("spring", Token);
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((ImageOrderState.Paused, 1L, 2L), (paused.Order.State, paused.Finished, paused.Waiting));
        Assert.Equal(3, (await Fleet.GetProgressAsync("spring", Token)).Finished);
        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task RepeatAsync_IdsOfAnUnknownAndAFinishedOne_BuysTheUnknownAgain()
    {
        _service.Enqueue(FakeOutcome.CutBody(100));
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), cancellationToken: Token);
        await _queue.RunAsync(Purchases, Client);
        ImageOrderProgress before = await Fleet.GetProgressAsync("spring", Token);
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(Purchases, Client);
        int sent = _service.Requests.Count;

        await Fleet.RepeatAsync(
            "spring", await Fleet.ListAsync("spring", null, Token).Select(entry => entry.Claim.Key.Id).ToListAsync(Token), Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((1L, 2L, 3), (before.Unknown, before.Finished, sent));
        ImageOrderProgress progress = await Fleet.GetProgressAsync("spring", Token);
        Assert.Equal((3L, 0L, 4), (progress.Finished, progress.Unknown, _service.Requests.Count));
        Assert.True(progress.Spending.Possible > 0);
    }

    [Theory]
    [InlineData(true, "key")]
    [InlineData(false, "quota")]
    public async Task Order_KeyRefusedOrQuotaEmpty_IsPausedAndGoesOn(bool isKey, string word)
    {
        _service.Enqueue(isKey ? FakeOutcome.InvalidApiKey() : FakeOutcome.QuotaExceeded());
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), cancellationToken: Token);

        await _queue.RunAsync(Purchases, Client);
        ImageOrderProgress paused = await Fleet.GetProgressAsync("spring", Token);
        int sent = _service.Requests.Count;
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((ImageOrderState.Paused, 1L, 2L, 1), (paused.Order.State, paused.Failed, paused.Waiting, sent));
        Assert.Contains(word, paused.Order.PauseReason, StringComparison.OrdinalIgnoreCase);
        ImageOrderProgress progress = await Fleet.GetProgressAsync("spring", Token);
        Assert.Equal((ImageOrderState.Running, 3L, 4), (progress.Order.State, progress.Finished, _service.Requests.Count));
    }

    [Fact]
    public async Task Order_OnePictureRefusedByModeration_FailsThatOneAlone()
    {
        _service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), cancellationToken: Token);

        await _queue.RunAsync(Purchases, Client);
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(Purchases, Client);

        ImageOrderProgress progress = await Fleet.GetProgressAsync("spring", Token);
        Assert.Equal((ImageOrderState.Running, 2L, 1L), (progress.Order.State, progress.Finished, progress.Failed));
        PurchaseEntry failed = Assert.Single(await Fleet.ListAsync("spring", PurchaseState.Failed, Token).ToListAsync(Token));
        Assert.Equal("GptImageModerationException", failed.End?.Error);
        Assert.Equal(3, _service.Requests.Count);
        Assert.Empty(_queue.Delays);
    }

    [Fact]
    public async Task Order_SpendLimitReached_IsPausedAndGoesOnWithAHigherOne()
    {
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(4), new ImageOrderOptions { SpendLimit = 0.01m }, Token);

        await _queue.RunAsync(Purchases, Client);
        ImageOrderProgress paused = await Fleet.GetProgressAsync("spring", Token);
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(4), new ImageOrderOptions { SpendLimit = 1m }, Token);
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal(ImageOrderState.Paused, paused.Order.State);
        Assert.InRange(paused.Finished, 1, 3);
        Assert.InRange(paused.Spending.Total, 0.001m, 0.01m);
        Assert.Contains("SpendLimit", paused.Order.PauseReason, StringComparison.Ordinal);
        Assert.Equal(4, (await Fleet.GetProgressAsync("spring", Token)).Finished);
        Assert.Equal(4, _service.Requests.Count);
    }

    [Fact]
    public async Task Order_StoreFails_IsPausedAndKeepsThePicture()
    {
        FailingStore store = new(PictureStore.Folder(Ledger.PicturesFolder)) { IsBroken = true };
        PostgreSqlPurchases worker = Ledger.Open(options => options.Pictures = store);
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(3), cancellationToken: Token);

        await _queue.RunAsync(worker, Client);
        ImageOrderProgress paused = await Fleet.GetProgressAsync("spring", Token);
        int sent = _service.Requests.Count;
        store.IsBroken = false;
        await Fleet.ResumeAsync("spring", Token);
        await _queue.RunAsync(worker, Client);

        Assert.Equal((ImageOrderState.Paused, 0L, 1), (paused.Order.State, paused.Finished, sent));
        Assert.Contains("The disk is full", paused.Order.PauseReason, StringComparison.Ordinal);
        Assert.Equal(3, (await Fleet.GetProgressAsync("spring", Token)).Finished);
        Assert.Equal((3, 3), (_service.Requests.Count, Directory.GetFiles(Ledger.PicturesFolder, "*.png").Length));
    }

    [Fact]
    public async Task Order_DatabaseStopsWhileAPictureIsMade_GoesOnAndBuysNothingTwice()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartNewAsync();
        await using PostgreSqlPurchases worker = Ledger.Open(options =>
        {
            options.ConnectionString = server.ConnectionTo("postgres");
            options.Pictures = new StoppingStore(options.Pictures, server);
        });
        await worker.MigrateAsync(Token);
        ImageFleet fleet = new(worker, Client, _queue);
        await fleet.SubmitAsync("spring", FleetOrder.CreateAll(2), cancellationToken: Token);

        await _queue.RunAsync(worker, Client);
        GptImageJobException away = await Assert.ThrowsAsync<GptImageJobException>(() => fleet.GetProgressAsync("spring", Token));
        await server.StartAsync();
        await _queue.RunAsync(worker, Client);

        Assert.Equal(2, _queue.Delays.Count);
        Assert.Contains("cannot be reached", away.Message, StringComparison.Ordinal);
        Assert.Equal((2L, 2), ((await fleet.GetProgressAsync("spring", Token)).Finished, _service.Requests.Count));
    }

    [Fact]
    public async Task Order_WorkerWithAWrongClock_IsBoughtOnce()
    {
        PostgreSqlPurchases late = Ledger.Open(options => options.TimeProvider = new WrongClock());
        HandQueue other = new();
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(6), cancellationToken: Token);
        await new ImageFleet(late, Client, other).ResumeAsync("spring", Token);

        await Task.WhenAll(_queue.RunAsync(Purchases, Client), other.RunAsync(late, Client));
        await Task.WhenAll(_queue.RunAsync(Purchases, Client), other.RunAsync(late, Client));

        Assert.Equal((6L, 6), ((await Fleet.GetProgressAsync("spring", Token)).Finished, _service.Requests.Count));
        Assert.True(await Ledger.ReadAsync<bool>(
            "select bool_and(ended_at > clock_timestamp() - interval '5 minutes' and lease_until is null) from gptimage.purchase"));
    }

    [Fact]
    public async Task Order_HostWithAnotherDefaultModel_BuysNothingThere()
    {
        using GptImageClient other = CreateClient(new ImageModel("gpt-image-2.5"));
        await Fleet.SubmitAsync("spring", [new TextToImageRequest("A ship") { Quality = ImageQuality.Low }], cancellationToken: Token);

        await _queue.RunAsync(Purchases, other);
        int sent = _service.Requests.Count;
        await _queue.RunAsync(Purchases, Client);

        Assert.Contains("another default model", Assert.Single(_queue.Delays).Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (sent, _service.Requests.Count));
        Assert.Equal(1, (await Fleet.GetProgressAsync("spring", Token)).Finished);
    }

    [Fact]
    public async Task Order_Storyboard_MakesEachFrameFromTheReferences()
    {
        ImageResult face = await Client.GenerateAsync(FleetOrder.Create(1), Token);
        Storyboard story = new("The lantern")
        {
            Characters = [new Character("Mia") { Appearance = "a girl in a yellow coat", References = [face.Image.ToInput()] }],
            Quality = ImageQuality.Low,
            Frames = [new FrameRequest("Mia finds a lantern"), new FrameRequest("Mia lights it") { Characters = ["Mia"] }],
        };
        await Fleet.SubmitAsync("story", story, cancellationToken: Token);

        await _queue.RunAsync(Purchases, Client);
        await Fleet.SubmitAsync("story", story, cancellationToken: Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((2L, 3), ((await Fleet.GetProgressAsync("story", Token)).Finished, _service.Requests.Count));
        Assert.All(_service.Requests.Skip(1), request => Assert.Contains("edits", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_ChainedStory_MakesEachFrameFromThePictureBefore()
    {
        await Fleet.SubmitAsync("story", Chain, StoryboardStrategy.Chained, cancellationToken: Token);
        ImageOrderProgress before = await Fleet.GetProgressAsync("story", Token);

        await _queue.RunAsync(Purchases, Client);
        await Fleet.SubmitAsync("story", Chain, StoryboardStrategy.Chained, cancellationToken: Token);
        await _queue.RunAsync(Purchases, Client);

        ImageOrderProgress after = await Fleet.GetProgressAsync("story", Token);
        Assert.Equal((4L, 4L, true), (before.Order.Count, before.Waiting, before.Order.IsChained));
        Assert.Equal((4L, 4L, 0L), (after.Order.Count, after.Finished, after.Waiting));
        List<PurchaseEntry> frames = await Fleet.ListAsync("story", null, Token).ToListAsync(Token);
        Assert.Equal(4, _service.Requests.Count);
        Assert.Empty(_service.Requests[0].Images);
        Assert.Equal(
            frames.Take(3).Select(frame => frame.End?.Pictures[0].Sha256),
            _service.Requests.Skip(1).Select(request => Convert.ToHexStringLower(SHA256.HashData(request.Images[^1].Bytes.Span))));
    }

    [Fact]
    public async Task Order_ChainedStoryWithAnUnknownFrame_StopsThereUntilItIsRepeated()
    {
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.CutBody(100));
        await Fleet.SubmitAsync("story", Chain, StoryboardStrategy.Chained, cancellationToken: Token);
        await _queue.RunAsync(Purchases, Client);
        await Fleet.ResumeAsync("story", Token);
        await _queue.RunAsync(Purchases, Client);
        ImageOrderProgress stopped = await Fleet.GetProgressAsync("story", Token);
        Assert.Equal((1L, 1L, 2L, 2), (stopped.Finished, stopped.Unknown, stopped.Waiting, _service.Requests.Count));

        PurchaseEntry unknown = await Fleet.ListAsync("story", PurchaseState.Unknown, Token).SingleAsync(Token);
        await Fleet.RepeatAsync("story", [unknown.Claim.Key.Id], Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((4L, 5), ((await Fleet.GetProgressAsync("story", Token)).Finished, _service.Requests.Count));
    }

    [Fact]
    public async Task Order_ChainedStoryThatIsPausedOrCanceled_GoesOnWhereItStoppedOrNotAtAll()
    {
        await Fleet.SubmitAsync("story", Chain, StoryboardStrategy.Chained, cancellationToken: Token);
        Assert.Equal(PurchaseStatus.Finished, (await Purchases.BuyNextFrameAsync(Client, "story", Token))?.Status);
        await Fleet.PauseAsync("story", Token);
        await _queue.RunAsync(Purchases, Client);
        Assert.Single(_service.Requests);

        await Fleet.ResumeAsync("story", Token);
        Assert.Equal(PurchaseStatus.Finished, (await Purchases.BuyNextFrameAsync(Client, "story", Token))?.Status);
        await Fleet.CancelAsync("story", Token);
        await _queue.RunAsync(Purchases, Client);

        Assert.Equal((2L, 2), ((await Fleet.GetProgressAsync("story", Token)).Finished, _service.Requests.Count));
    }

    [Fact]
    public async Task Order_ChainedStoryWhosePictureIsGone_SaysWhichAndBuysNothing()
    {
        await Fleet.SubmitAsync("story", Chain, StoryboardStrategy.Chained, cancellationToken: Token);
        PurchaseOutcome? first = await Purchases.BuyNextFrameAsync(Client, "story", Token);
        string name = first?.Entry.End?.Pictures[0].Name ?? "";
        File.Delete(Directory.GetFiles(Ledger.PicturesFolder, Path.GetFileName(name), SearchOption.AllDirectories).Single());

        GptImageJobException error =
            await Assert.ThrowsAsync<GptImageJobException>(() => Purchases.BuyNextFrameAsync(Client, "story", Token));

        Assert.Contains($"the picture '{name}' of an earlier frame is not in the store", error.Message, StringComparison.Ordinal);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task SubmitAsync_AnotherStoryOrKindUnderTheSameName_IsRefused()
    {
        await Fleet.SubmitAsync("story", Chain, StoryboardStrategy.Chained, cancellationToken: Token);
        await Fleet.SubmitAsync("frames", FleetOrder.CreateAll(1), cancellationToken: Token);
        Storyboard other = Chain with { Frames = [.. Chain.Frames.Take(3)] };

        GptImageJobException[] errors =
        [
            await Assert.ThrowsAsync<GptImageJobException>(
                () => Fleet.SubmitAsync("story", other, StoryboardStrategy.Chained, cancellationToken: Token)),
            await Assert.ThrowsAsync<GptImageJobException>(
                () => Fleet.SubmitAsync("story", FleetOrder.CreateAll(1), cancellationToken: Token)),
            await Assert.ThrowsAsync<GptImageJobException>(
                () => Fleet.SubmitAsync("frames", Chain, StoryboardStrategy.Chained, cancellationToken: Token)),
        ];

        Assert.All(errors, error => Assert.Contains("is not this story", error.Message, StringComparison.Ordinal));
        await Assert.ThrowsAsync<GptImageJobException>(() => Purchases.BuyNextFrameAsync(Client, "frames", Token));
        await Assert.ThrowsAsync<GptImageValidationException>(
            () => Fleet.SubmitAsync("empty", Chain with { Frames = [] }, StoryboardStrategy.Chained, cancellationToken: Token));
    }

    [Fact]
    public async Task Order_RequestOfALaterVersion_BuysNothingAndWaitsForANewerWorker()
    {
        await Fleet.SubmitAsync("spring", FleetOrder.CreateAll(1), cancellationToken: Token);
        await Ledger.ReadAsync<long>(
            """
            with changed as (
              update gptimage.purchase set request = json_build_object('version', 2, 'kind', 'text-to-image', 'prompt', 'A ship') returning 1)
            select count(*) from changed
            """);

        await _queue.RunAsync(Purchases, Client);

        Assert.Contains("it is version 2 of the format; this library reads version 1", Assert.Single(_queue.Delays).Message,
            StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
        Assert.Equal(1, (await Fleet.GetProgressAsync("spring", Token)).Waiting);
    }

    [Fact]
    public async Task Members_UnknownOrder_SayThatThereIsNone()
    {
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Fleet.GetProgressAsync("summer", Token));
        GptImageJobException[] errors =
        [
            await Assert.ThrowsAsync<GptImageJobException>(() => Fleet.PauseAsync("summer", Token)),
            await Assert.ThrowsAsync<GptImageJobException>(() => Fleet.ResumeAsync("summer", Token)),
            await Assert.ThrowsAsync<GptImageJobException>(() => Fleet.CancelAsync("summer", Token)),
            await Assert.ThrowsAsync<GptImageJobException>(() => Fleet.RepeatAsync("summer", ["1"], Token)),
        ];
        await Assert.ThrowsAsync<ArgumentException>(() => Fleet.SubmitAsync("a/b", FleetOrder.CreateAll(1), cancellationToken: Token));

        Assert.All(errors, error => Assert.Contains("There is no order 'summer'", error.Message, StringComparison.Ordinal));
        Assert.Empty(await Fleet.ListAsync("summer", null, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Host_DatabaseAway_StartFailsAndNamesIt()
    {
        WorkerArguments arguments = new()
        {
            ConnectionString = "Host=127.0.0.1;Port=9;Database=fleet;Username=fleet",
            Service = _service.BaseAddress,
            Folder = Ledger.SpoolFolder,
            Order = "spring",
        };
        using IHost host = Worker.Build(arguments, isWorking: false);

        GptImageJobException error = await Assert.ThrowsAsync<GptImageJobException>(() => host.StartAsync(Token));

        Assert.Contains("database 'fleet' at 127.0.0.1:9 cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.NotNull(host.Services.GetRequiredService<PostgreSqlPurchases>());
    }

    private static async IAsyncEnumerable<ImageRequest> Break(IEnumerable<ImageRequest> requests)
    {
        foreach (ImageRequest request in requests)
        {
            yield return request;
        }

        await Task.CompletedTask;
        throw new TimeZoneNotFoundException();
    }

    private GptImageClient CreateClient(ImageModel model) => new(new GptImageClientOptions
    {
        ApiKey = _service.ApiKey,
        BaseAddress = _service.BaseAddress,
        DefaultModel = model,
    });

    private PostgreSqlPurchases OpenActing(Func<Task> act) =>
        Ledger.Open(options => options.Pictures = new ActingStore(options.Pictures, act));
}
