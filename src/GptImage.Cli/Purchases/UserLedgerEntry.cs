using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>One purchase of the user's ledger, as its lines tell it.</summary>
internal sealed record UserLedgerEntry
{
    /// <summary>Gets what the ledger calls it.</summary>
    public required string Id { get; init; }

    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the same in words: <c>2026-11-28 12:00 UTC</c>.</summary>
    public string StartedText => StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Gets when it ended, or <see langword="null"/> while it has no end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets where it stands. <see cref="PurchaseState.Sending"/>: it is under way, or its process was killed.</summary>
    public required PurchaseState State { get; init; }

    /// <summary>Gets the path of its pictures, without number and extension.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what it may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets the paths of its pictures.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Gets what it cost in USD, or <see langword="null"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what it may have cost at most in USD, while that is not known; else <see langword="null"/>.</summary>
    public decimal? PossibleCost { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/>.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets why it failed, or <see langword="null"/>.</summary>
    public string? Message { get; init; }

    /// <summary>Gets whether a batch has it, which outlives every process.</summary>
    private bool IsInBatch { get; init; }

    /// <summary>Reads the ledger of a folder and says of what was killed that its outcome is unknown. Holds a folder for a moment
    /// where something has no end: only a purchase that is under way holds it longer.</summary>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public static IEnumerable<UserLedgerEntry> ReadSettled(string folder)
    {
        UserLedgerEntry[] entries = [.. Read(folder)];
        return entries.Any(entry => entry.IsCut) && !IsHeld(folder) ? entries.Select(Settle) : entries;
    }

    /// <summary>Reads the ledger of a folder, which a command may hold meanwhile.</summary>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public static IEnumerable<UserLedgerEntry> Read(string folder) => LedgerFile.ReadShared(folder)
        .Where(line => line.IsOfPurchase)
        .GroupBy(line => line.Id ?? "")
        .Select(lines => FromLines(folder, lines.Key, [.. lines]));

    private bool IsCut => State == PurchaseState.Sending && !IsInBatch;

    private static UserLedgerEntry Settle(UserLedgerEntry entry) => !entry.IsCut ? entry : entry with
    {
        State = PurchaseState.Unknown,
        Message = "The process was killed while the purchase was under way. Whether it was charged is not known.",
    };

    private static bool IsHeld(string folder)
    {
        try
        {
            FolderLock.Take(folder).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static UserLedgerEntry FromLines(string folder, string id, LedgerLine[] lines)
    {
        LedgerLine claim = lines.LastOrDefault(line => line.Event == LedgerLine.Claimed) ?? lines[0];
        LedgerLine last = lines[^1];
        LedgerLine? end = last.Event == LedgerLine.Ended ? last : null;
        PurchaseState state = LedgerWords.StateOf(end?.Outcome)
            ?? (last.Event == LedgerLine.Sending ? PurchaseState.Sending : PurchaseState.Claimed);
        return new UserLedgerEntry
        {
            Id = id,
            StartedAt = lines[0].At ?? DateTimeOffset.UnixEpoch,
            EndedAt = end?.At,
            State = state,
            // The pictures of a job are beside its ledger; those of a single purchase have a full path, which stays.
            Name = Path.Combine(folder, claim.Name ?? ""),
            Charge = end is not null ? LedgerWords.ChargeOf(end.Charge)
                : state == PurchaseState.Sending ? ChargeState.PossiblyCharged
                : ChargeState.NotSent,
            Files = [.. (end?.Files ?? []).Select(file => Path.Combine(folder, file.Name ?? ""))],
            Cost = end?.Cost,
            PossibleCost = end is null && state == PurchaseState.Sending ? claim.UpTo : end?.UpTo,
            RequestId = end?.RequestId,
            Message = end?.Message,
            IsInBatch = claim.Batch is not null,
        };
    }
}
