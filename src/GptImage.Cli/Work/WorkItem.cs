using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The end of one request of many.</summary>
internal sealed record WorkItem
{
    /// <summary>Gets its number, from 1 on.</summary>
    public required int Number { get; init; }

    /// <summary>Gets how it ended.</summary>
    public required ImageJobOutcome Outcome { get; init; }

    /// <summary>Gets whether an earlier run made it.</summary>
    public bool IsFromLedger { get; init; }

    /// <summary>Gets its pictures.</summary>
    public IReadOnlyList<SavedImage> Files { get; init; } = [];

    /// <summary>Gets what it cost in USD, or <see langword="null"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what it may have cost at most in USD, while that is not known; else <see langword="null"/>.</summary>
    public decimal? PossibleCost { get; init; }

    /// <summary>Gets what it may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/>.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets why there is no picture, or <see langword="null"/>.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the failure of this run, or <see langword="null"/>.</summary>
    public Exception? Error { get; init; }

    /// <summary>Makes one of an entry of a job.</summary>
    public static WorkItem FromEntry(ImageJobEntry entry) => new()
    {
        Number = entry.Index + 1,
        Outcome = entry.Outcome,
        IsFromLedger = entry.IsFromLedger,
        Files = entry.Files,
        Cost = entry.Cost,
        PossibleCost = entry.PossibleCost,
        Charge = entry.Charge,
        RequestId = entry.RequestId,
        Message = OptionNames.ForUser(entry.ErrorMessage),
        Error = entry.Error,
    };

    /// <summary>Makes one of a frame of a story.</summary>
    public static WorkItem FromFrame(StoryboardFrame frame) => new()
    {
        Number = frame.Number,
        Outcome = frame.Error is null ? ImageJobOutcome.Finished
            : frame.Charge is ChargeState.PossiblyCharged or ChargeState.Charged ? ImageJobOutcome.Unknown
            : ImageJobOutcome.Failed,
        IsFromLedger = frame.IsFromLedger,
        Files = frame.File is { } file ? [file] : [],
        Cost = frame.Cost,
        PossibleCost = frame.Charge == ChargeState.PossiblyCharged ? frame.Plan.Cost?.Maximum : null,
        Charge = frame.Charge,
        RequestId = frame.RequestId,
        Message = OptionNames.ForUser(frame.Error?.Message),
        Error = frame.Error,
    };

    /// <summary>Says how it ended in a word.</summary>
    public string OutcomeName => Outcome switch
    {
        ImageJobOutcome.Finished => "finished",
        ImageJobOutcome.Failed => "failed",
        ImageJobOutcome.Unknown => "unknown",
        ImageJobOutcome.FilesChanged => "files_changed",
        _ => "not_started",
    };

    /// <summary>Writes the members of a line of the type <c>item</c>.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("number", Number);
        writer.WriteString("outcome", OutcomeName);
        writer.WriteBoolean("from_ledger", IsFromLedger);
        FileJson.Write(writer, Files);
        FileJson.WriteNumber(writer, "cost_usd", Cost);
        FileJson.WriteNumber(writer, "possible_cost_usd", PossibleCost);
        writer.WriteString("charge", ChargeWords.NameOf(Charge));
        writer.WriteString("request_id", RequestId);
        writer.WriteString("message", Message);
    }
}
