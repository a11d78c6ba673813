namespace GptImage.Sdk;

/// <summary>What a call brought, and the attempts it took.</summary>
internal sealed record CallOutcome<TAnswer>(TAnswer Answer, IReadOnlyList<AttemptRecord> Attempts)
{
    /// <summary>Gets what the service counted.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets what it cost in USD, by that count; the most it may have cost when there is none.</summary>
    public decimal? Cost { get; init; }
}
