using System.Diagnostics;
using System.Globalization;
using GptImage.Sdk.Hangfire;
using GptImage.Sdk.PostgreSql;
using GptImage.Sdk.PostgreSql.Tests;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace GptImage.Sdk.FleetHost;

/// <summary>Submits a long order, asks for it, lets Hangfire make its jobs, and cancels it; measures seconds, memory and bytes. Nothing is
/// bought: no service answers.</summary>
internal static class FleetMany
{
    private const double Megabyte = 1_000_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <returns>0 when every request became a purchase with a job; else 1.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int count = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        string folder = Directory.CreateTempSubdirectory("gptimage-fleet-").FullName;
        await using PostgreSqlServer server = await PostgreSqlServer.StartNewAsync();
        try
        {
            FleetRun run = new(
                new FleetPlan { Purchases = count }, await server.CreateDatabaseAsync(), new Uri("http://127.0.0.1:9/v1"), folder);
            return await MeasureAsync(run.Arguments, count) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> MeasureAsync(WorkerArguments arguments, int count)
    {
        using IHost host = Worker.Build(arguments, isWorking: false);
        await host.StartAsync();
        ImageFleet fleet = host.Services.GetRequiredService<ImageFleet>();
        PostgreSqlPurchases purchases = host.Services.GetRequiredService<PostgreSqlPurchases>();
        await fleet.SubmitAsync("warm", FleetOrder.CreateAll(1000));

        using CancellationTokenSource stop = new();
        double idle = MemoryInUse();
        Task<double> most = WatchMemoryAsync(stop.Token);
        ImageOrder order = await TimeAsync("submitted", () => fleet.SubmitAsync(arguments.Order, FleetOrder.CreateAll(count)));
        await TimeAsync("submitted again", () => fleet.SubmitAsync(arguments.Order, FleetOrder.CreateAll(count)));
        ImageOrderProgress progress = await TimeAsync("progress", () => fleet.GetProgressAsync(arguments.Order));
        int listed = await TimeAsync("listed", () => fleet.ListAsync(arguments.Order).CountAsync().AsTask());
        Tell("database of orders", await ReadAsync(arguments, "select pg_database_size(current_database())") / Megabyte, "MB");
        await fleet.PauseAsync(arguments.Order);
        IBackgroundJobClient jobs = host.Services.GetRequiredService<IBackgroundJobClient>();
        await TimeAsync("given jobs", async () =>
        {
            await new OrderJob(purchases, jobs).EnqueueAsync(arguments.Order, CancellationToken.None);
            return true;
        });
        await TimeAsync("canceled", async () =>
        {
            await fleet.CancelAsync(arguments.Order);
            return true;
        });
        await stop.CancelAsync();
        Tell("memory above idle at most", await most - idle, "MB");
        Tell("database with jobs", await ReadAsync(arguments, "select pg_database_size(current_database())") / Megabyte, "MB");
        long queued = await ReadAsync(
            arguments, "select count(*) from hangfire.job where invocationdata::text like '%PurchaseJob%'");
        await host.StopAsync();
        return (order.Count, progress.Waiting, listed, queued) == (count, count, count, count);
    }

    private static async Task<T> TimeAsync<T>(string what, Func<Task<T>> act)
    {
        long start = TimeProvider.System.GetTimestamp();
        T value = await act();
        Tell(what, TimeProvider.System.GetElapsedTime(start).TotalSeconds, "s");
        return value;
    }

    private static void Tell(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.0} {unit}"));

    private static async Task<double> WatchMemoryAsync(CancellationToken stop)
    {
        double most = 0;
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, MemoryInUse());
            await Task.Delay(Look, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return most;
    }

    private static double MemoryInUse()
    {
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64 / Megabyte;
    }

    private static async Task<long> ReadAsync(WorkerArguments arguments, string statement)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(arguments.ConnectionString + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand(statement);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
