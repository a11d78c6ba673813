namespace GptImage.Sdk;

/// <summary>Turns outcomes of calls into ends of requests, and these into ends of purchases and back.</summary>
internal static class JobEntries
{
    public static ImageJobEntry Finish(JobItem item, SavedImageResult result, RequestPlan plan) => item.NewEntry() with
    {
        Outcome = ImageJobOutcome.Finished,
        Charge = ChargeState.Charged,
        Files = [.. result.Files],
        Usage = result.Usage,
        Cost = CostOf(result.Usage, plan),
        RequestId = result.RequestId,
    };

    public static ImageJobEntry Fail(JobItem item, GptImageException error, RequestPlan? plan) => End(item, plan, error.Charge,
        error.RecoveredFiles) with
    {
        RequestId = error.RequestId,
        Error = error,
        ErrorName = error.GetType().Name,
        ErrorMessage = error.Message,
    };

    public static ImageJobEntry Cancel(JobItem item, GptImageCanceledException error, RequestPlan plan) =>
        error.Charge is ChargeState.NotSent or ChargeState.Rejected
            ? item.NewEntry() with { Charge = error.Charge }
            : End(item, plan, error.Charge, error.RecoveredFiles) with
            {
                RequestId = error.RequestId,
                Error = error,
                ErrorName = nameof(GptImageCanceledException),
                ErrorMessage = error.Message,
            };

    /// <summary>A client of the caller's own failed in a way of its own, and did not say what that cost.</summary>
    public static ImageJobEntry Lose(JobItem item, RequestPlan plan, bool isSent, Exception error) =>
        (isSent ? End(item, plan, ChargeState.PossiblyCharged, []) : item.NewEntry()) with
        {
            Error = error,
            ErrorName = error.GetType().Name,
            ErrorMessage = error.Message,
        };

    /// <summary>A file that is there already is nobody's picture: were it found under the name of a killed start, it would pass for
    /// one.</summary>
    public static ImageJobEntry FailInTheWay(JobItem item, string path)
    {
        FindingList findings = new();
        findings.Add(Rules.OutputExists, $"The file '{path}' exists already. Choose another name, or move the file away.");
        return Fail(item, new GptImageValidationException(findings.ToSortedList()), null);
    }

    public static PurchaseEnd ToEnd(ImageJobEntry entry) => new()
    {
        State = entry.Outcome switch
        {
            ImageJobOutcome.Finished => PurchaseState.Finished,
            ImageJobOutcome.Unknown => PurchaseState.Unknown,
            _ => PurchaseState.Failed,
        },
        Charge = entry.Charge,
        Pictures = [.. entry.Files.Select(file => new StoredPicture
        {
            Name = Path.GetFileName(file.Path),
            Length = file.Length,
            Sha256 = file.Sha256,
        })],
        Usage = entry.Usage,
        Cost = entry.Cost,
        PossibleCost = entry.PossibleCost,
        RequestId = entry.RequestId,
        Error = entry.ErrorName,
        Message = entry.ErrorMessage,
    };

    /// <summary>Says how a request ended in an earlier run.</summary>
    public static ImageJobEntry Remember(JobItem item, PurchaseEntry known, IReadOnlyList<SavedImage> files)
    {
        ImageJobEntry entry = item.NewEntry() with
        {
            IsFromLedger = true,
            Outcome = known.State switch
            {
                PurchaseState.Finished => files.Count == known.End?.Pictures.Count
                    ? ImageJobOutcome.Finished
                    : ImageJobOutcome.FilesChanged,
                PurchaseState.Unknown => ImageJobOutcome.Unknown,
                PurchaseState.Failed => ImageJobOutcome.Failed,
                _ => ImageJobOutcome.NotStarted,
            },
            Files = files,
        };
        return known.End is { } end
            ? entry with
            {
                Charge = end.Charge,
                Usage = end.Usage,
                Cost = end.Cost,
                PossibleCost = end.PossibleCost,
                RequestId = end.RequestId,
                ErrorName = end.Error,
                ErrorMessage = end.Message,
            }
            : entry with
            {
                Charge = files.Count > 0 ? ChargeState.Charged : ChargeState.PossiblyCharged,
                PossibleCost = known.UpTo,
                ErrorMessage =
                    "An earlier run ended while the request was under way. Check your usage page, and set "
                    + "ImageJobOptions.RepeatPossiblyCharged to send it again.",
            };
    }

    /// <summary>A run was killed while the request was under way, and all its pictures are there: a file appears whole or not at
    /// all.</summary>
    public static ImageJobEntry Recover(JobItem item, PurchaseEntry known, IReadOnlyList<SavedImage> files) => item.NewEntry() with
    {
        Outcome = ImageJobOutcome.Finished,
        IsFromLedger = true,
        Charge = ChargeState.Charged,
        Files = files,
        Cost = known.UpTo,
    };

    public static decimal? CostOf(ImageUsage? usage, RequestPlan plan) =>
        usage is { OutputTokens: > 0 } && plan.Facts?.Prices is { } prices ? usage.Cost(prices) : plan.Cost?.Maximum;

    /// <summary>What is charged and complete is finished, whatever else the call complains of: nothing is left to buy.</summary>
    private static ImageJobEntry End(JobItem item, RequestPlan? plan, ChargeState charge, IReadOnlyList<SavedImage> recovered)
    {
        bool isBought = charge is ChargeState.PossiblyCharged or ChargeState.Charged;
        bool isComplete = charge == ChargeState.Charged && recovered.Count >= item.Request.Count;
        return item.NewEntry() with
        {
            Outcome = isComplete ? ImageJobOutcome.Finished : isBought ? ImageJobOutcome.Unknown : ImageJobOutcome.Failed,
            Charge = charge,
            Files = [.. recovered],
            Cost = isComplete ? plan?.Cost?.Maximum : null,
            PossibleCost = isBought && !isComplete ? plan?.Cost?.Maximum : null,
        };
    }
}
