using System.Globalization;

namespace GptImage.Sdk;

/// <summary>The end of every request of a job.</summary>
public sealed record ImageJobReport
{
    /// <summary>Gets the ends in the order of the requests.</summary>
    public required IReadOnlyList<ImageJobEntry> Entries { get; init; }

    /// <summary>Gets the path of the ledger.</summary>
    public required string LedgerPath { get; init; }

    /// <summary>Gets the failure that stopped the job before its end: the key, the quota, the budget, a blocked Azure resource, or a second
    /// unusable answer of the same kind in a row. <see langword="null"/> when nothing did.</summary>
    public GptImageException? StoppedBy { get; init; }

    /// <summary>Gets how long this run took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the requests whose pictures are on disk.</summary>
    public IEnumerable<ImageJobEntry> Finished => WithOutcome(ImageJobOutcome.Finished);

    /// <summary>Gets the requests that failed without being bought.</summary>
    public IEnumerable<ImageJobEntry> Failed => WithOutcome(ImageJobOutcome.Failed);

    /// <summary>Gets the requests that may have been bought and whose pictures are not all there.</summary>
    public IEnumerable<ImageJobEntry> Unknown => WithOutcome(ImageJobOutcome.Unknown);

    /// <summary>Gets what this run spent in USD; requests without a known price are not counted.</summary>
    public decimal Spent => Entries.Where(entry => !entry.IsFromLedger).Sum(entry => entry.Cost ?? 0);

    /// <summary>Gets what this run may have spent beyond that, in USD at most.</summary>
    public decimal PossiblySpent => Entries.Where(entry => !entry.IsFromLedger).Sum(entry => entry.PossibleCost ?? 0);

    /// <summary>Gets what all runs in the folder spent in USD, this run included; requests without a known price are not
    /// counted.</summary>
    public decimal SpentInAllRuns { get; init; }

    /// <summary>Gets what all runs in the folder may have spent beyond that, in USD at most. This run is included.</summary>
    public decimal PossiblySpentInAllRuns { get; init; }

    /// <summary>Gets whether every request is finished.</summary>
    public bool IsComplete => Entries.All(entry => entry.Outcome == ImageJobOutcome.Finished);

    /// <inheritdoc/>
    public override string ToString()
    {
        int changed = WithOutcome(ImageJobOutcome.FilesChanged).Count();
        int notStarted = WithOutcome(ImageJobOutcome.NotStarted).Count();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Finished.Count()} of {Entries.Count} finished, {Failed.Count()} failed, {Unknown.Count()} unknown, {changed} with changed "
            + $"files, {notStarted} not started; {Spent:0.0000} USD spent, up to {PossiblySpent:0.0000} more possible");
    }

    private IEnumerable<ImageJobEntry> WithOutcome(ImageJobOutcome outcome) => Entries.Where(entry => entry.Outcome == outcome);
}
