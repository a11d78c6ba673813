namespace GptImage.Sdk;

/// <summary>The end of one request of a job.</summary>
public sealed record ImageJobEntry
{
    /// <summary>Gets its place in the job, from 0 on.</summary>
    public required int Index { get; init; }

    /// <summary>Gets the request.</summary>
    public required ImageRequest Request { get; init; }

    /// <summary>Gets what the ledger calls the request: a hash of what the caller asked for and of the bytes of its inputs, and a number
    /// among equals. Empty when an input could not be read.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Gets how it ended.</summary>
    public ImageJobOutcome Outcome { get; init; }

    /// <summary>Gets whether this run did not send it, because the ledger had its end.</summary>
    public bool IsFromLedger { get; init; }

    /// <summary>Gets what it may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets its pictures: all of them when it is finished, else those that were complete.</summary>
    public IReadOnlyList<SavedImage> Files { get; init; } = [];

    /// <summary>Gets what the service counted, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets what it cost in USD, by the service's count or else by the upper bound of the estimate; <see langword="null"/> when it
    /// was not bought or its price is not known. The text model of an SVG is billed apart and not in it.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what it may have cost in USD at most, when that is not known for sure; else <see langword="null"/>.</summary>
    public decimal? PossibleCost { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets why it failed in this run, or <see langword="null"/>.</summary>
    public Exception? Error { get; init; }

    /// <summary>Gets why it failed, in this run or in an earlier one, or <see langword="null"/>.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the type of the failure, in this run or in an earlier one.</summary>
    internal string? ErrorName { get; init; }
}
