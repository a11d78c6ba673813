using GptImage.Sdk.FleetHost;
using GptImage.Sdk.PostgreSql;
using GptImage.Sdk.PostgreSql.Tests;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk.Hangfire.Tests;

/// <summary>What the pages show.</summary>
public sealed class ReadmeSnippetsTests
{
    [Fact]
    public async Task Services_OfThePage_AreOneFleet()
    {
        ServiceCollection services = new();
        const string key = "sk-none";
        const string database = "Host=127.0.0.1;Database=fleet";

        // Every process: those that submit and those that work.
        services.AddGptImageClient(options => options.ApiKey = key);
        services.AddGptImageFleet(options =>
        {
            options.ConnectionString = database;
            options.ImagesPerMinute = 300; // All processes together, by the service's count.
            options.SpendLimit = 500m; // All processes together.
            options.Pictures = PictureStore.Folder("/mnt/pictures"); // A folder that all processes reach.
        });
        services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(database), FleetStorage.Recommended));

        // Workers, too:
        services.AddGptImageWorker(options => options.MaxConcurrency = 8);

        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value.ImageRateLimiter);
        Assert.Equal(500m, provider.GetRequiredService<IOptions<ImageFleetOptions>>().Value.SpendLimit);
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public async Task Order_OfThePage_WaitsForWorkers()
    {
        Assert.SkipWhen(PostgreSqlServer.MissingReason is not null, PostgreSqlServer.MissingReason ?? "");
        await using PostgreSqlServer server = await PostgreSqlServer.StartNewAsync();
        FleetRun run = new(
            new FleetPlan { Purchases = 2 }, await server.CreateDatabaseAsync(), new Uri("http://127.0.0.1:9/v1"), Path.GetTempPath());
        using IHost host = Worker.Build(run.Arguments, isWorking: false);
        await host.StartAsync(TestContext.Current.CancellationToken);
        ImageFleet fleet = host.Services.GetRequiredService<ImageFleet>();
        IEnumerable<ImageRequest> requests = FleetOrder.CreateAll(2);

        ImageOrder order = await fleet.SubmitAsync("spring", requests, new ImageOrderOptions { SpendLimit = 120m });
        ImageOrderProgress? now = await fleet.GetProgressAsync("spring");
        await fleet.PauseAsync("spring");
        await fleet.ResumeAsync("spring");

        Assert.Equal(2, order.Count);
        Assert.Equal(2, now?.Waiting);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }
}
