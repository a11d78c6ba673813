using System.Diagnostics;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using GptImage.Sdk.Hangfire;

namespace GptImage.Sdk.FleetHost;

/// <summary>Submits an order, lets worker processes buy it, and replaces those that kill themselves.</summary>
/// <param name="plan">What happens.</param>
/// <param name="connectionString">The database.</param>
/// <param name="service">The address of the service.</param>
/// <param name="folder">The folder of pictures and spools.</param>
public sealed class FleetRun(FleetPlan plan, string connectionString, Uri service, string folder)
{
    private const int KilledExitCode = 128 + 9;

    private readonly Queue<int> _killedAt = new(plan.KilledAt());
    private readonly List<Process> _running = [];
    private readonly List<string> _problems = [];

    /// <summary>The name of the order.</summary>
    public const string Order = "spring";

    /// <summary>Gets the workers that run.</summary>
    public IReadOnlyList<Process> Running => _running;

    /// <summary>Gets how many workers were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>Gets how many workers ended in another way than by a kill or with the order.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Gets what a process of this fleet is told.</summary>
    public WorkerArguments Arguments { get; } = new()
    {
        HasLedger = plan.HasLedger,
        ConnectionString = connectionString,
        Service = service,
        Folder = folder,
        Order = Order,
        MaxConcurrency = plan.MaxConcurrency,
        ImagesPerMinute = plan.ImagesPerMinute,
        Latency = plan.Latency,
        Heartbeat = plan.Heartbeat,
    };

    /// <summary>Submits the order.</summary>
    public async Task SubmitAsync(CancellationToken cancellationToken)
    {
        using IHost host = Worker.Build(Arguments, isWorking: false);
        await host.StartAsync(cancellationToken);
        if (plan.HasLedger)
        {
            await host.Services.GetRequiredService<ImageFleet>()
                .SubmitAsync(Order, FleetOrder.CreateAll(plan.Purchases), cancellationToken: cancellationToken);
        }
        else
        {
            IBackgroundJobClient jobs = host.Services.GetRequiredService<IBackgroundJobClient>();
            foreach (int number in Enumerable.Range(1, plan.Purchases))
            {
                jobs.Enqueue<BareJob>(job => job.BuyAsync(number));
            }
        }

        await host.StopAsync(cancellationToken);
    }

    /// <summary>Runs workers until the order is done.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (int i = 0; i < plan.Workers; i++)
            {
                Start();
            }

            while (_running.Count > 0)
            {
                Task<Process>[] ends = [.. _running.Select(process => WaitAsync(process, cancellationToken))];
                using Process ended = await await Task.WhenAny(ends);
                _running.Remove(ended);
                if (ended.ExitCode == KilledExitCode)
                {
                    Killed++;
                    Start();
                }
                else if (ended.ExitCode != 0)
                {
                    _problems.Add(FormattableString.Invariant($"A worker ended with {ended.ExitCode}."));
                }
            }
        }
        finally
        {
            _running.ForEach(process => process.Kill());
        }
    }

    private static async Task<Process> WaitAsync(Process process, CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process;
    }

    private void Start()
    {
        ProcessStartInfo start = new("dotnet");
        start.ArgumentList.Add(ProgramPath());
        foreach (string argument in (Arguments with { KilledAt = _killedAt.TryDequeue(out int killedAt) ? killedAt : 0 }).Write())
        {
            start.ArgumentList.Add(argument);
        }

        _running.Add(Process.Start(start) ?? throw new InvalidOperationException("A worker could not be started."));
    }

    /// <summary>Finds the program beside this one: tests have it in their output folder, too.</summary>
    private static string ProgramPath() => Path.Combine(AppContext.BaseDirectory, "GptImage.Sdk.FleetHost.dll");
}
