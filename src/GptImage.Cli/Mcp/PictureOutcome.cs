using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>How a purchase ended.</summary>
internal sealed record PictureOutcome
{
    private const string BuyAgain = "The same call does not buy again: to buy once more, call again with another 'variation'.";

    /// <summary>Gets the end; never <see cref="PictureStatus.Running"/>.</summary>
    public required PictureStatus Status { get; init; }

    /// <summary>Gets the pictures: all of them when it is finished, else those that were complete.</summary>
    public IReadOnlyList<PictureFile> Files { get; init; } = [];

    /// <summary>Gets what it cost in USD, or <see langword="null"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what it may have cost in USD, while that is not known for sure; else <see langword="null"/>.</summary>
    public decimal? PossibleCost { get; init; }

    /// <summary>Gets what it may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/>.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets what the agent must know besides, or <see langword="null"/>.</summary>
    public string? Message { get; init; }

    /// <summary>Gets when it ended; <see langword="null"/> when its process was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Reads the end of a purchase that nobody makes any more.</summary>
    public static PictureOutcome FromLedger(UserLedgerEntry entry)
    {
        PictureFile[] files = [.. entry.Files.Select(PictureFile.Read).OfType<PictureFile>()];
        return new PictureOutcome
        {
            Status = StatusOf(entry),
            Files = files,
            Cost = entry.Cost,
            PossibleCost = entry.PossibleCost,
            Charge = entry.Charge,
            RequestId = entry.RequestId,
            EndedAt = entry.EndedAt,
            Message = entry.State switch
            {
                PurchaseState.Finished => files.Length == entry.Files.Count
                    ? null
                    : $"It was bought, and its files were moved or deleted since. {BuyAgain}",
                PurchaseState.Sending =>
                    "The server ended while the pictures were being made, so they may have been charged. Check the usage page of the "
                    + $"account. {BuyAgain}",
                PurchaseState.Unknown => $"{OptionNames.ForAgent(entry.Message)} {BuyAgain}",
                _ => OptionNames.ForAgent(entry.Message) ?? "Nothing was sent. Call again to buy the pictures.",
            },
        };
    }

    /// <summary>Gets where a purchase stands that nobody makes any more.</summary>
    public static PictureStatus StatusOf(UserLedgerEntry entry) => entry.State switch
    {
        PurchaseState.Finished => PictureStatus.Finished,
        PurchaseState.Unknown or PurchaseState.Sending => PictureStatus.Unknown,
        _ => PictureStatus.Failed,
    };

    /// <summary>Describes a purchase that ended with an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="charge">What it may have cost.</param>
    /// <param name="files">The files that were complete.</param>
    /// <param name="upTo">The most that it cost in USD.</param>
    /// <param name="endedAt">When it ended.</param>
    public static PictureOutcome FromException(
        Exception exception, ChargeState charge, IEnumerable<string> files, decimal? upTo, DateTimeOffset endedAt)
    {
        bool isBought = charge is ChargeState.PossiblyCharged or ChargeState.Charged;
        return new PictureOutcome
        {
            Status = isBought ? PictureStatus.Unknown : PictureStatus.Failed,
            Files = [.. files.Select(PictureFile.Read).OfType<PictureFile>()],
            PossibleCost = isBought ? upTo : null,
            Charge = charge,
            RequestId = (exception as GptImageException)?.RequestId,
            EndedAt = endedAt,
            Message = isBought ? $"{ErrorText.ForAgent(exception)} {BuyAgain}" : ErrorText.ForAgent(exception),
        };
    }
}
