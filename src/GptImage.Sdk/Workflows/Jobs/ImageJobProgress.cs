namespace GptImage.Sdk;

/// <summary>How far a job is.</summary>
public sealed record ImageJobProgress
{
    /// <summary>Gets how many requests have an end, those of earlier runs included.</summary>
    public required int Done { get; init; }

    /// <summary>Gets how many requests there are.</summary>
    public required int Total { get; init; }

    /// <summary>Gets what this run spent so far in USD; requests without a known price are not counted.</summary>
    public decimal Spent { get; init; }

    /// <summary>Gets how many requests this run ends in a minute, or <see langword="null"/> before the first.</summary>
    public double? PerMinute { get; init; }

    /// <summary>Gets how long the rest will take at that rate, or <see langword="null"/> before the first.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Gets the request that ended last, or <see langword="null"/> at the start.</summary>
    public ImageJobEntry? Latest { get; init; }
}
