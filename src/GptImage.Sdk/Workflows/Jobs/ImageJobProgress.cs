namespace GptImage.Sdk;

/// <summary>How far a job is.</summary>
public sealed record ImageJobProgress
{
    /// <summary>Gets the number of requests that have ended, in this run or an earlier one, whatever their outcome. For a batch this
    /// includes requests that ended at the service and are not collected yet.</summary>
    public required int Done { get; init; }

    /// <summary>Gets the number of requests.</summary>
    public required int Total { get; init; }

    /// <summary>Gets what this run spent so far in USD; requests without a known price are not counted.</summary>
    public decimal Spent { get; init; }

    /// <summary>Gets the number of requests that this run completes per minute, or <see langword="null"/> before the first.</summary>
    public double? PerMinute { get; init; }

    /// <summary>Gets the time that the rest will take at that rate, or <see langword="null"/> before the first.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Gets the request that ended last, or <see langword="null"/> at the start.</summary>
    public ImageJobEntry? Latest { get; init; }
}
