using GptImage.Sdk.Testing;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>Purchases over the wire: orders, workers that fail, and what is around them.</summary>
[Trait("Category", "Heavy")]
public sealed class BuyTests(ServerFixture fixture) : IAsyncLifetime
{
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private GptImageClient? _client;
    private TestLedger? _ledger;

    private GptImageClient Client => _client ?? throw new InvalidOperationException();

    private TestLedger Ledger => _ledger ?? throw new InvalidOperationException();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _client = new GptImageClient(new GptImageClientOptions { ApiKey = _service.ApiKey, BaseAddress = _service.BaseAddress });
        _ledger = await TestLedger.CreateAsync(fixture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        _client?.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task BuyAsync_ManyWorkersAtOnce_BuysOnceAndStoresThePicture()
    {
        PostgreSqlPurchases[] workers = [Ledger.Open(), Ledger.Open(), Ledger.Open(options => options.TimeProvider = new WrongClock())];
        string id = Assert.Single(await AddAsync(workers[0], Request("A lighthouse")));

        PurchaseOutcome[] outcomes = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(number => workers[number % 3].BuyAsync(Client, "spring", id, Token)));
        PurchaseOutcome again = await workers[1].BuyAsync(Client, "spring", id, Token);

        Assert.Single(_service.Requests);
        Assert.Single(outcomes, outcome => outcome is { IsSentNow: true, Status: PurchaseStatus.Finished });
        Assert.Equal((PurchaseStatus.Finished, false), (again.Status, again.IsSentNow));
        StoredPicture picture = Assert.Single(again.Entry.End!.Pictures);
        Assert.Equal(picture, await PictureStore.Folder(Ledger.PicturesFolder).FindAsync(picture.Name, Token));
        Assert.Equal($"spring-{id}-1.png", picture.Name);
        ImageOrderProgress progress = (await workers[0].GetProgressAsync("spring", Token))!;
        Assert.Equal((1L, 0L, again.Entry.End.Cost), (progress.Finished, progress.Waiting, progress.Spending.Settled));
        List<(PurchaseState, PurchaseState)> changes =
            [.. await workers[0].ListEventsAsync("spring", id, Token).Select(change => (change.From, change.To)).ToListAsync(Token)];
        Assert.Equal(
            [
                (PurchaseState.Waiting, PurchaseState.Claimed), (PurchaseState.Claimed, PurchaseState.Sending),
                (PurchaseState.Sending, PurchaseState.Finished),
            ],
            changes);
    }

    [Fact]
    public async Task AddAsync_Again_AddsWhatIsMissing()
    {
        PostgreSqlPurchases purchases = Ledger.Open();
        await AddAsync(purchases, Request("A lighthouse"), Request("A lighthouse"), Request("A ship"));

        IReadOnlyList<string> ids = await AddAsync(
            purchases, Request("A lighthouse"), Request("A lighthouse"), Request("A ship"), Request("A \"gull\" \u0000 é"));

        Assert.Equal(4, ids.Count);
        Assert.Equal([true, true, false, false], ids.Select(id => id[..64] == ids[0][..64]));
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task BuyAsync_UnknownOutcome_IsBoughtAgainOnlyOnRequest()
    {
        PostgreSqlPurchases purchases = Ledger.Open();
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));
        _service.Enqueue(FakeOutcome.CutBody(100));

        PurchaseOutcome cut = await purchases.BuyAsync(Client, "spring", id, Token);
        PurchaseOutcome again = await purchases.BuyAsync(Client, "spring", id, Token);
        int repeated = await purchases.RepeatAsync("spring", [id, "nothing"], Token);
        PurchaseOutcome bought = await purchases.BuyAsync(Client, "spring", id, Token);

        Assert.Equal((PurchaseStatus.Unknown, PurchaseStatus.Unknown), (cut.Status, again.Status));
        Assert.IsType<GptImageResponseException>(cut.Error);
        Assert.Equal((1, PurchaseStatus.Finished, 2), (repeated, bought.Status, _service.Requests.Count));
        ImageSpending spending = await purchases.GetSpendingAsync(Token);
        Assert.Equal(cut.Entry.UpTo, spending.Possible);
        Assert.Equal(0, spending.Reserved);
    }

    [Fact]
    public async Task BuyAsync_StoreFails_PausesAndKeepsThePicture()
    {
        FailingStore store = new(PictureStore.Folder(Ledger.PicturesFolder)) { IsBroken = true };
        PostgreSqlPurchases purchases = Ledger.Open(options => options.Pictures = store);
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));

        GptImageJobException error =
            await Assert.ThrowsAsync<GptImageJobException>(() => purchases.BuyAsync(Client, "spring", id, Token));
        ImageOrderProgress paused = (await purchases.GetProgressAsync("spring", Token))!;
        await Ledger.EndLeasesAsync();
        await purchases.DisposeAsync();
        PostgreSqlPurchases next = Ledger.Open();
        int recovered = await next.RecoverAsync(Token);
        PurchaseOutcome outcome = await next.BuyAsync(Client, "spring", id, Token);

        Assert.Equal(ChargeState.Charged, error.Charge);
        Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(ImageOrderState.Paused, paused.Order.State);
        Assert.Contains("picture store", paused.Order.PauseReason, StringComparison.Ordinal);
        Assert.Equal((1, PurchaseStatus.Finished), (recovered, outcome.Status));
        Assert.Single(_service.Requests);
        Assert.Empty(Directory.GetFiles(Ledger.SpoolFolder, "*.png", SearchOption.AllDirectories));
    }

    /// <summary>A folder in the way of the spool's record is refused as a file of another user is.</summary>
    [Fact]
    public async Task BuyAsync_SpoolCannotBeEmptied_SaysWhatItNeedsAndWhatWasBought()
    {
        PostgreSqlPurchases purchases = Ledger.Open(options => options.Pictures = new ActingStore(options.Pictures, () =>
        {
            string record = Assert.Single(Directory.GetFiles(Ledger.SpoolFolder, "*.purchase.json", SearchOption.AllDirectories));
            File.Delete(record);
            Directory.CreateDirectory(record);
            return Task.CompletedTask;
        }));
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));

        GptImageJobException error =
            await Assert.ThrowsAsync<GptImageJobException>(() => purchases.BuyAsync(Client, "spring", id, Token));

        Assert.Equal(ChargeState.Charged, error.Charge);
        Assert.StartsWith(
            "The spool (PostgreSqlPurchasesOptions.SpoolDirectory) cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Allow this program to read, write and delete there", error.Message, StringComparison.Ordinal);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task BuyAsync_PicturesAreInTheStoreAlready_BuysNothing()
    {
        PostgreSqlPurchases purchases = Ledger.Open();
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));
        await purchases.BuyAsync(Client, "spring", id, Token);

        // The database is put back to an older copy.
        await Ledger.ExecuteAsync("update gptimage.purchase set state = 'waiting', attempt = 0, sent = 0, ended = null, ending = null");
        PurchaseOutcome outcome = await purchases.BuyAsync(Client, "spring", id, Token);

        Assert.Equal((PurchaseStatus.Finished, false), (outcome.Status, outcome.IsSentNow));
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task BuyAsync_OrderPausedCanceledOrOverItsLimit_StartsNothing()
    {
        PostgreSqlPurchases purchases = Ledger.Open();
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));
        await purchases.PauseAsync("spring", cancellationToken: Token);
        PurchaseOutcome paused = await purchases.BuyAsync(Client, "spring", id, Token);
        await purchases.ResumeAsync("spring", Token);
        await purchases.AddAsync(
            Client, "spring", new ImageRequest[] { Request("A lighthouse") }.ToAsyncEnumerable(),
            new ImageOrderOptions { SpendLimit = 0.001m }, Token);
        PurchaseOutcome over = await purchases.BuyAsync(Client, "spring", id, Token);
        await purchases.CancelAsync("spring", Token);
        await purchases.ResumeAsync("spring", Token);
        PurchaseOutcome canceled = await purchases.BuyAsync(Client, "spring", id, Token);

        Assert.Equal(
            (PurchaseStatus.Paused, PurchaseStatus.Paused, PurchaseStatus.Canceled), (paused.Status, over.Status, canceled.Status));
        GptImageBudgetException error = Assert.IsType<GptImageBudgetException>(over.Error);
        Assert.Equal(0.001m, error.Spending.Limit);
        Assert.Contains(
            "the spend limit of 0.001 USD (ImageOrderOptions.SpendLimit of the order, or SpendLimit of the fleet). All workers together: ",
            error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Raise the limit, then resume the order.", error.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Members_SchemaMissingOrNewer_SayWhatToDo()
    {
        await using TestLedger empty = await TestLedger.CreateAsync(fixture, isMigrated: false);
        GptImageJobException missing = await Assert.ThrowsAsync<GptImageJobException>(() => empty.Open().GetSpendingAsync(Token));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => empty.Open().MigrateAsync(Token)));
        await empty.Open().GetSpendingAsync(Token);
        await empty.ExecuteAsync("insert into gptimage.schema_version (version) values (2)");

        GptImageJobException newer = await Assert.ThrowsAsync<GptImageJobException>(() => empty.Open().MigrateAsync(Token));

        Assert.Contains("Call PostgreSqlPurchases.MigrateAsync", missing.Message, StringComparison.Ordinal);
        Assert.Contains("has version 2 of the tables", newer.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<GptImageJobException>(() => empty.Open().BuyAsync(Client, "spring", "a", Token));
        await Assert.ThrowsAsync<IOException>(() => empty.Open().ClaimAsync(
            new PurchaseKey("spring", "a"), new PurchaseRequest { Name = "a" }, 1m, Token));
    }

    [Fact]
    public async Task BuyAsync_UnknownOrderOrAnotherModel_SendsNothing()
    {
        PostgreSqlPurchases purchases = Ledger.Open();
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));
        using GptImageClient other = new(new GptImageClientOptions
        {
            ApiKey = _service.ApiKey,
            BaseAddress = _service.BaseAddress,
            DefaultModel = new ImageModel("gpt-image-2.5"),
        });

        GptImageJobException nothing = await Assert.ThrowsAsync<GptImageJobException>(() => purchases.BuyAsync(Client, "x", id, Token));
        GptImageJobException model = await Assert.ThrowsAsync<GptImageJobException>(() => purchases.BuyAsync(other, "spring", id, Token));

        Assert.Equal((ChargeState.NotSent, ChargeState.NotSent), (nothing.Charge, model.Charge));
        Assert.Contains("another default model", model.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task BuyAsync_DatabaseStopsWhileThePictureIsMade_BringsItAfterwards()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartNewAsync();
        await using PostgreSqlPurchases purchases = Ledger.Open(
            options => options.ConnectionString = server.ConnectionTo("postgres"));
        await purchases.MigrateAsync(Token);
        string id = Assert.Single(await AddAsync(purchases, Request("A lighthouse")));
        StoppingStore store = new(PictureStore.Folder(Ledger.PicturesFolder), server);
        await using PostgreSqlPurchases worker = Ledger.Open(options =>
        {
            options.ConnectionString = server.ConnectionTo("postgres");
            options.Pictures = store;
        });

        GptImageJobException away = await Assert.ThrowsAsync<GptImageJobException>(() => worker.BuyAsync(Client, "spring", id, Token));
        GptImageJobException before = await Assert.ThrowsAsync<GptImageJobException>(() => purchases.BuyAsync(Client, "spring", id, Token));
        await server.StartAsync();
        PurchaseOutcome outcome = await worker.BuyAsync(Client, "spring", id, Token);

        Assert.Equal((ChargeState.Charged, ChargeState.NotSent), (away.Charge, before.Charge));
        Assert.Contains("cannot be reached", away.Message, StringComparison.Ordinal);
        Assert.Equal(PurchaseStatus.Finished, outcome.Status);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task SlotLimiter_TwoWorkers_ShareTheMinute()
    {
        await using PurchaseDatabase first = new(Ledger.ConnectionString, TimeProvider.System);
        await using PurchaseDatabase second = new(Ledger.ConnectionString, new WrongClock());
        await using SlotLimiter one = new(first, 1200, TimeProvider.System);
        await using SlotLimiter other = new(second, 1200, new WrongClock());

        await Ledger.ExecuteAsync("update gptimage.limiter set next_at = clock_timestamp()");
        foreach (SlotLimiter limiter in (SlotLimiter[])[one, other, one, other])
        {
            Assert.True((await limiter.AcquireAsync(10, Token)).IsAcquired);
        }

        // Forty images at twenty a second: the last ten began when half a second of them was left.
        Assert.True(await Ledger.ReadAsync<bool>("select next_at < clock_timestamp() + interval '510 ms' from gptimage.limiter"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await one.AcquireAsync(1201, Token));
        Assert.Equal((2, 2), ((int)one.GetStatistics()!.TotalSuccessfulLeases, (int)other.GetStatistics()!.TotalSuccessfulLeases));
    }

    private static TextToImageRequest Request(string prompt) =>
        new(prompt) { Size = new ImageSize(1024, 1024), Quality = ImageQuality.Low };

    private async Task<IReadOnlyList<string>> AddAsync(PostgreSqlPurchases purchases, params ImageRequest[] requests)
    {
        ImageOrder order = await purchases.AddAsync(Client, "spring", requests.ToAsyncEnumerable(), cancellationToken: Token);
        List<PurchaseEntry> entries = await purchases.ListAsync("spring", null, Token).ToListAsync(Token);
        Assert.Equal(entries.Count, order.Count);
        return [.. entries.Select(entry => entry.Claim.Key.Id)];
    }
}
