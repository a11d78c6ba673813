namespace GptImage.Sdk;

/// <summary>What is known of a failed call when it has ended. The message is made from it, so that it can never say something else than the
/// properties do.</summary>
internal sealed record FailureFacts
{
    public static FailureFacts None { get; } = new();

    /// <summary>Gets what happened, in whole sentences; <see langword="null"/> for an exception whose message was written by a
    /// caller.</summary>
    public string? What { get; init; }

    /// <summary>Gets what to do next, in whole sentences, or an empty text.</summary>
    public string Next { get; init; } = "";

    /// <summary>Gets what the last attempt may have cost.</summary>
    public ChargeState LastCharge { get; init; }

    /// <summary>Gets what the whole call may have cost.</summary>
    public ChargeState Charge { get; init; }

    public string? RequestId { get; init; }

    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    public TimeSpan? Duration { get; init; }

    public decimal? RepeatCost { get; init; }

    public ResponseHeaderFacts Headers { get; init; } = new();

    public IReadOnlyList<GeneratedImage> RecoveredImages { get; init; } = [];

    public IReadOnlyList<SavedImage> RecoveredFiles { get; init; } = [];

    public Character? RecoveredCharacter { get; init; }

    /// <summary>Gets what an error answer said; empty when there was none.</summary>
    public ErrorFacts Error { get; init; } = new();

    /// <summary>Adds pictures that are complete, and therefore charged.</summary>
    public FailureFacts WithRecovered(IEnumerable<object> pictures)
    {
        object[] all = [.. pictures];
        return all.Length == 0 ? this : this with
        {
            Charge = ChargeState.Charged,
            RecoveredImages = [.. RecoveredImages, .. all.OfType<GeneratedImage>()],
            RecoveredFiles = [.. RecoveredFiles, .. all.OfType<SavedImage>()],
        };
    }

    /// <summary>Says what happened, what it cost, what to do next, and under which id the service knows it.</summary>
    public string ToMessage()
    {
        string cost = ChargeWords.Describe(LastCharge, Charge, RecoveredImages.Count + RecoveredFiles.Count);
        string next = Next.Length == 0 ? "" : " " + Next;
        string id = RequestId is null ? "" : $" Request id: {RequestId}.";
        return $"{What} {cost}{next}{id}{ChargeWords.DescribeRepeat(Charge, RepeatCost)}";
    }
}
