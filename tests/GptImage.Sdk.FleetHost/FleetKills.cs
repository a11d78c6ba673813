using System.Diagnostics;
using System.Globalization;
using GptImage.Sdk.PostgreSql;
using GptImage.Sdk.PostgreSql.Tests;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.FleetHost;

/// <summary>Kills workers of a fleet, holds one for longer than its lease, restarts PostgreSQL, and counts afterwards; then compares with
/// Hangfire alone.</summary>
internal static class FleetKills
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <returns>0 when nothing was bought twice or lost; else 1.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int purchases = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        FleetPlan plan = new()
        {
            Purchases = purchases,
            Workers = 4,
            Kills = int.Parse(arguments[1], CultureInfo.InvariantCulture),
            Seed = int.Parse(arguments[2], CultureInfo.InvariantCulture),
            ImagesPerMinute = 3000,
            Latency = TimeSpan.FromMilliseconds(400),
        };
        await using PostgreSqlServer server = await PostgreSqlServer.StartNewAsync();
        IReadOnlyList<string> problems = await KillAsync(plan, server);
        FleetPlan calm = plan with { Purchases = Math.Max(200, purchases / 10), Kills = 0, ImagesPerMinute = 0 };
        double bare = await MeasureAsync(calm with { HasLedger = false }, server);
        double withLedger = await MeasureAsync(calm, server);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{calm.Purchases} pictures without kills: {withLedger:0.0} a second with ledger, {bare:0.0} without, ")
            + string.Create(CultureInfo.InvariantCulture, $"ratio {withLedger / bare:0.00}"));
        foreach (string problem in problems)
        {
            Console.WriteLine("BROKEN: " + problem);
        }

        return problems.Count == 0 && withLedger >= 0.7 * bare ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> KillAsync(FleetPlan plan, PostgreSqlServer server)
    {
        string folder = Directory.CreateTempSubdirectory("gptimage-fleet-").FullName;
        using FakeGptImageService service = StartService(plan);
        try
        {
            FleetRun run = new(plan, await server.CreateDatabaseAsync(), service.BaseAddress, folder);
            await run.SubmitAsync(CancellationToken.None);
            Task work = run.WorkAsync(CancellationToken.None);
            await WhenDrawnAsync(service, plan.Purchases / 4, work);
            await HoldAsync(run, plan.Heartbeat * 5);
            await WhenDrawnAsync(service, plan.Purchases / 2, work);
            await server.StopAsync();
            await server.StartAsync();
            await work;
            FleetCount count = await FleetCount.CreateAsync(run, plan, service, CancellationToken.None);
            Console.WriteLine($"{run.Killed} kills, one worker held, one restart of PostgreSQL: {count}");
            return [.. run.Problems, .. count.FindProblems(plan.Purchases)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(FleetPlan plan, PostgreSqlServer server)
    {
        string folder = Directory.CreateTempSubdirectory("gptimage-fleet-").FullName;
        using FakeGptImageService service = StartService(plan);
        try
        {
            FleetRun run = new(plan, await server.CreateDatabaseAsync(), service.BaseAddress, folder);
            await run.SubmitAsync(CancellationToken.None);
            long start = TimeProvider.System.GetTimestamp();
            await run.WorkAsync(CancellationToken.None);
            return plan.Purchases / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static FakeGptImageService StartService(FleetPlan plan) => FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        MaxLoggedRequests = plan.Purchases * 3,
        ImagesPerMinute = plan.ImagesPerMinute == 0 ? null : plan.ImagesPerMinute,
    });

    private static async Task WhenDrawnAsync(FakeGptImageService service, int count, Task work)
    {
        while (service.Requests.Count < count && !work.IsCompleted)
        {
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>Holds a worker for longer than its lease, in the middle of its calls.</summary>
    private static async Task HoldAsync(FleetRun run, TimeSpan time)
    {
        if (run.Running is [{ } worker, ..])
        {
            await SignalAsync("-STOP", worker.Id);
            await Task.Delay(time, TimeProvider.System);
            await SignalAsync("-CONT", worker.Id);
        }
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using Process kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
