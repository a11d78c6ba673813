using System.Globalization;

namespace GptImage.Sdk.FleetHost;

/// <summary>What a worker process is told on its command line.</summary>
public sealed record WorkerArguments
{
    /// <summary>Gets whether purchases go through the ledger; without it, Hangfire's jobs call the client.</summary>
    public bool HasLedger { get; init; } = true;

    /// <summary>Gets the connection string.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Gets the address of the service.</summary>
    public required Uri Service { get; init; }

    /// <summary>Gets the folder of pictures and spools.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the order that the process works for; it ends with it.</summary>
    public required string Order { get; init; }

    /// <summary>Gets how many purchases are under way at once.</summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>Gets the limit of all processes; 0 for none.</summary>
    public int ImagesPerMinute { get; init; }

    /// <summary>Gets the event of the protocol at which the process kills itself, from 1 on; 0 for none.</summary>
    public int KilledAt { get; init; }

    /// <summary>Gets how much longer than the fake the service takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Gets how often a worker says that it is alive. Hangfire's times follow it.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    public static WorkerArguments Read(IReadOnlyList<string> arguments) => new()
    {
        HasLedger = arguments[0] == "work",
        ConnectionString = arguments[1],
        Service = new Uri(arguments[2]),
        Folder = arguments[3],
        Order = arguments[4],
        MaxConcurrency = Number(arguments[5]),
        ImagesPerMinute = Number(arguments[6]),
        KilledAt = Number(arguments[7]),
        Latency = TimeSpan.FromMilliseconds(Number(arguments[8])),
        Heartbeat = TimeSpan.FromMilliseconds(Number(arguments[9])),
    };

    public IReadOnlyList<string> Write() =>
    [
        HasLedger ? "work" : "bare", ConnectionString, Service.AbsoluteUri, Folder, Order, Text(MaxConcurrency), Text(ImagesPerMinute),
        Text(KilledAt), Text((int)Latency.TotalMilliseconds), Text((int)Heartbeat.TotalMilliseconds),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
