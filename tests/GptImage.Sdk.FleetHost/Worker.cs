using GptImage.Sdk.Hangfire;
using GptImage.Sdk.PostgreSql;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.FleetHost;

/// <summary>Builds processes of a fleet. One that works ends when nothing of its order is left to do.</summary>
public static class Worker
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Builds a process; with <paramref name="isWorking"/> it buys.</summary>
    public static IHost Build(WorkerArguments arguments, bool isWorking)
    {
        DeathClock clock = new(arguments.KilledAt);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(arguments);
        builder.Services.AddGptImageClient(client => (client.ApiKey, client.BaseAddress) = ("sk-fake", arguments.Service))
            .AddHttpMessageHandler(() => new CountedHandler(clock, arguments.Latency));
        builder.Services.AddGptImageFleet(fleet =>
        {
            fleet.ConnectionString = arguments.ConnectionString;
            fleet.Pictures = new CountedStore(PictureStore.Folder(Path.Combine(arguments.Folder, "pictures")), clock);
            fleet.SpoolDirectory = Path.Combine(arguments.Folder, "spool");
            fleet.ImagesPerMinute = arguments.ImagesPerMinute == 0 ? null : arguments.ImagesPerMinute;
            fleet.Heartbeat = arguments.Heartbeat;
        });
        builder.Services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(
            postgreSql => postgreSql.UseNpgsqlConnection(arguments.ConnectionString), CreateStorage(arguments)));
        if (isWorking && arguments.HasLedger)
        {
            builder.Services.AddGptImageWorker(worker => worker.MaxConcurrency = arguments.MaxConcurrency);
        }
        else if (isWorking)
        {
            builder.Services.AddHangfireServer(server => (server.Queues, server.WorkerCount) =
                ([BareJob.Queue], arguments.MaxConcurrency));
        }

        return builder.Build();
    }

    public static async Task RunAsync(WorkerArguments arguments)
    {
        using IHost host = Build(arguments, isWorking: true);
        await host.StartAsync();
        JobStorage storage = host.Services.GetRequiredService<JobStorage>();
        PostgreSqlPurchases purchases = host.Services.GetRequiredService<PostgreSqlPurchases>();
        bool isDone = false;
        while (!isDone)
        {
            await Task.Delay(Pause, TimeProvider.System);
            try
            {
                isDone = IsDrained(storage) && (!arguments.HasLedger || await IsDoneAsync(purchases, arguments.Order));
            }
            catch (Exception exception) when (exception is GptImageException or Npgsql.NpgsqlException or IOException)
            {
                await Console.Error.WriteLineAsync($"The database is away: {exception.Message}");
            }
        }

        await host.StopAsync();
    }

    /// <summary>Says whether Hangfire has nothing more of the fleet: no job waits, runs, or is to run again.</summary>
    public static bool IsDrained(JobStorage storage)
    {
        IMonitoringApi monitor = storage.GetMonitoringApi();
        return monitor.ScheduledCount() == 0 && monitor.ProcessingCount() == 0
            && monitor.Queues().All(queue => queue.Length == 0 && queue.Fetched is null or 0);
    }

    private static async Task<bool> IsDoneAsync(PostgreSqlPurchases purchases, string order) =>
        await purchases.GetProgressAsync(order) is { Waiting: 0, Claimed: 0, Sending: 0, Order.Count: > 0 };

    /// <summary>Recommended settings, scaled to the heartbeat: a killed worker's job comes back soon.</summary>
    private static PostgreSqlStorageOptions CreateStorage(WorkerArguments arguments)
    {
        PostgreSqlStorageOptions storage = FleetStorage.Recommended;
        storage.InvisibilityTimeout = arguments.Heartbeat * 4;
        storage.DistributedLockTimeout = arguments.Heartbeat * 3;
        storage.QueuePollInterval = TimeSpan.FromMilliseconds(200);
        return storage;
    }
}
