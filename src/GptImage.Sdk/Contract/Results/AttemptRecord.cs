namespace GptImage.Sdk;

/// <summary>One HTTP request of a call, and how it ended.</summary>
public sealed record AttemptRecord
{
    /// <summary>Gets its number; the first is 1.</summary>
    public required int Number { get; init; }

    /// <summary>Gets when it started.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Gets the HTTP status, or <see langword="null"/> when no answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Gets how long it took, from its start to the end of its answer.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets how long the client waited before it.</summary>
    public TimeSpan DelayBefore { get; init; }

    /// <summary>Gets what it may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets how many bytes of the body were handed to the connection.</summary>
    public long BytesSent { get; init; }

    /// <summary>Gets how many bytes of the answer's body were read.</summary>
    public long BytesReceived { get; init; }

    internal static TimeSpan Total(IReadOnlyList<AttemptRecord> records)
    {
        TimeSpan total = TimeSpan.Zero;
        for (int i = 0; i < records.Count; i++)
        {
            total += records[i].DelayBefore + records[i].Duration;
        }

        return total;
    }
}
