namespace GptImage.Sdk;

/// <summary>What buying a turn came to: a picture in memory or on disk, or why there is none.</summary>
internal sealed record TurnEnd
{
    public GeneratedImage? Image { get; init; }

    public SavedImage? File { get; init; }

    /// <summary>Gets why there is no picture, or why one that was paid for is an error; else <see langword="null"/>.</summary>
    public Exception? Error { get; init; }

    public ChargeState Charge { get; init; }

    public bool IsFromLedger { get; init; }

    public ImageUsage? Usage { get; init; }

    public decimal? Cost { get; init; }

    /// <summary>Gets what it may have cost when that is not known for sure.</summary>
    public decimal? PossibleCost { get; init; }

    public string? RequestId { get; init; }
}
