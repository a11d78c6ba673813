using GptImage.Sdk;
using GptImage.Sdk.Hangfire;
using GptImage.Sdk.Testing;
using Hangfire;
using Hangfire.PostgreSql;

namespace Fleet;

/// <summary>What every process of the fleet registers: the same client, ledger, limit and queue.</summary>
internal sealed class FleetServices : IDisposable
{
    private readonly FakeGptImageService? _fake;

    private FleetServices(FakeGptImageService? fake) => _fake = fake;

    public static FleetServices Add(WebApplicationBuilder builder, bool isLive, string folder)
    {
        string database = builder.Configuration.GetConnectionString("Fleet")
            ?? throw new InvalidOperationException("Set the environment variable ConnectionStrings__Fleet; README.md says how.");
        FakeGptImageService? fake = isLive ? null : FakeGptImageService.Start();
        Console.WriteLine(isLive ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");
        builder.Services.AddGptImageClient(client =>
        {
            client.ApiKey = fake?.ApiKey ?? Environment.GetEnvironmentVariable("OPENAI_API_KEY");
            client.BaseAddress = fake?.BaseAddress ?? client.BaseAddress;
        });
        builder.Services.AddGptImageFleet(fleet =>
        {
            fleet.ConnectionString = database;
            fleet.ImagesPerMinute = 300;
            fleet.SpendLimit = 50m;
            fleet.Pictures = PictureStore.Folder(Path.Combine(folder, "pictures"));
            fleet.SpoolDirectory = Path.Combine(folder, "spool");
        });
        builder.Services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(
            postgreSql => postgreSql.UseNpgsqlConnection(database), FleetStorage.Recommended));
        return new FleetServices(fake);
    }

    public void Dispose() => _fake?.Dispose();
}
