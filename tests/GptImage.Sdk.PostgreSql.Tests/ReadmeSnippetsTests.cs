using GptImage.Sdk.Testing;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>What the package's page shows.</summary>
[Trait("Category", "Heavy")]
public sealed class ReadmeSnippetsTests(ServerFixture fixture)
{
    [Fact]
    public async Task Page_Loop_BuysEachPictureOnce()
    {
        await using TestLedger ledger = await TestLedger.CreateAsync(fixture, isMigrated: false);
        using FakeGptImageService service =
            FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        GptImageClientOptions options = new() { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress };
        IAsyncEnumerable<ImageRequest> requests =
            new ImageRequest[] { new TextToImageRequest("A lighthouse"), new TextToImageRequest("A ship") }.ToAsyncEnumerable();
        string connectionString = ledger.ConnectionString;
        string sharedFolder = ledger.PicturesFolder;
        string ownDisk = ledger.SpoolFolder;

        await using PostgreSqlPurchases purchases = new(new PostgreSqlPurchasesOptions
        {
            ConnectionString = connectionString,
            Pictures = PictureStore.Folder(sharedFolder),
            SpoolDirectory = ownDisk,
            SpendLimit = 500m,
        });
        await purchases.MigrateAsync();
        options.ImageRateLimiter = purchases.CreateLimiter(imagesPerMinute: 300);
        using GptImageClient client = new(options);

        await purchases.AddAsync(client, "spring", requests, new ImageOrderOptions { SpendLimit = 120m });
        await foreach (PurchaseEntry entry in purchases.ListAsync("spring", PurchaseState.Waiting))
        {
            PurchaseOutcome outcome = await purchases.BuyAsync(client, "spring", entry.Claim.Key.Id);
            Console.WriteLine($"{outcome.Status}: {outcome.Entry.Name}");
        }

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(2, Directory.GetFiles(sharedFolder).Length);
    }
}
