namespace GptImage.Sdk.FleetHost;

/// <summary>What is bought, by how many workers, and what happens to them.</summary>
public sealed record FleetPlan
{
    /// <summary>Gets how many purchases the order has.</summary>
    public required int Purchases { get; init; }

    /// <summary>Gets how many worker processes run at once.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Gets how many purchases each has under way at once.</summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>Gets how many workers are killed and replaced.</summary>
    public int Kills { get; init; }

    /// <summary>Gets what chooses the moments.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets the limit of all workers together; 0 for none.</summary>
    public int ImagesPerMinute { get; init; }

    /// <summary>Gets how much longer than the fake the service takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Gets how often a worker says that it is alive.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets whether purchases go through the ledger.</summary>
    public bool HasLedger { get; init; } = true;

    /// <summary>Gets how many events of the protocol each life of a worker that is killed has. All of them together are half of what the
    /// order has, so that every kill meets work.</summary>
    public IReadOnlyList<int> KilledAt()
    {
        const int EventsOfAPurchase = 4;
        Random random = new(Seed);
        int most = Math.Max(2, Purchases * EventsOfAPurchase / 2 / Math.Max(1, Kills));
        return [.. Enumerable.Range(0, Kills).Select(_ => random.Next(1, most))];
    }
}
