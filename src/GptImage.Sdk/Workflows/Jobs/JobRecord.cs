namespace GptImage.Sdk;

/// <summary>Turns ends of requests into ledger lines, and ledger lines back into ends.</summary>
internal static class JobRecord
{
    public static JobLine Started(JobItem item, string name, RequestPlan plan, DateTimeOffset at) => new()
    {
        Event = JobLine.Started,
        At = at,
        Id = item.Fingerprint,
        Name = name,
        Count = item.Request.Count,
        UpTo = plan.Cost?.Maximum,
    };

    public static JobLine Ended(ImageJobEntry entry, JobFolder folder, DateTimeOffset at) => new()
    {
        Event = JobLine.Ended,
        At = at,
        Id = entry.Fingerprint,
        Outcome = NameOf(entry.Outcome),
        Charge = NameOf(entry.Charge),
        Files = entry.Files.Count == 0
            ? null
            : [.. entry.Files.Select(file => new JobLineFile
            {
                Name = folder.NameOf(file.Path),
                Length = file.Length,
                Sha256 = file.Sha256,
            })],
        Usage = JobLineUsage.FromUsage(entry.Usage),
        Cost = entry.Cost,
        UpTo = entry.PossibleCost,
        RequestId = entry.RequestId,
        Error = entry.ErrorName,
        Message = entry.ErrorMessage,
    };

    public static JobLine Canceled(JobItem item, ChargeState charge, DateTimeOffset at) => new()
    {
        Event = JobLine.Ended,
        At = at,
        Id = item.Fingerprint,
        Outcome = JobLine.Failed,
        Charge = NameOf(charge),
        Message = "The caller stopped the job before the request was bought.",
    };

    public static ImageJobEntry Finish(JobItem item, SavedImageResult result, RequestPlan plan) => item.NewEntry() with
    {
        Outcome = ImageJobOutcome.Finished,
        Charge = ChargeState.Charged,
        Files = [.. result.Files.Select(Describe)],
        Usage = result.Usage,
        Cost = CostOf(result.Usage, plan),
        RequestId = result.RequestId,
    };

    public static ImageJobEntry Fail(JobItem item, GptImageException error, RequestPlan? plan)
    {
        bool isBought = error.Charge is ChargeState.PossiblyCharged or ChargeState.Charged;
        return item.NewEntry() with
        {
            Outcome = isBought ? ImageJobOutcome.Unknown : ImageJobOutcome.Failed,
            Charge = error.Charge,
            Files = [.. error.RecoveredFiles.Select(Describe)],
            PossibleCost = isBought ? plan?.Cost?.Maximum : null,
            RequestId = error.RequestId,
            Error = error,
            ErrorName = error.GetType().Name,
            ErrorMessage = error.Message,
        };
    }

    /// <summary>A file that is there already is nobody's picture: were it found under the name of a killed start, it would pass for
    /// one.</summary>
    public static ImageJobEntry FailInTheWay(JobItem item, string path)
    {
        FindingList findings = new();
        findings.Add(Rules.OutputExists, $"The file '{path}' exists already. Choose another name, or move the file away.");
        return Fail(item, new GptImageValidationException(findings.ToSortedList()), null);
    }

    /// <summary>Tells how a request ended in an earlier run.</summary>
    /// <returns>The end, or <see langword="null"/> when the request is to be sent.</returns>
    public static ImageJobEntry? Recall(JobItem item, ImageJobOptions options, JobFolder folder, JobLedger ledger)
    {
        return item.History?.Last switch
        {
            null => null,
            { Event: JobLine.Started } started => RecallKilled(item, started, options, folder, ledger),
            { Outcome: JobLine.Finished } ended => RecallFinished(item, ended, options, folder),
            { } ended => options.RepeatPossiblyCharged ? null : Remember(item, ended) with
            {
                Outcome = ImageJobOutcome.Unknown,
                Files = Verified(ended, folder),
            },
        };
    }

    public static decimal? CostOf(ImageUsage? usage, RequestPlan plan) =>
        usage is { OutputTokens: > 0 } && plan.Facts?.Prices is { } prices ? usage.Cost(prices) : plan.Cost?.Maximum;

    private static ImageJobEntry? RecallFinished(JobItem item, JobLine ended, ImageJobOptions options, JobFolder folder)
    {
        IReadOnlyList<ImageJobFile> files = Verified(ended, folder);
        bool isWhole = files.Count == (ended.Files?.Count ?? 0);
        return !isWhole && options.RepeatChangedFiles
            ? null
            : Remember(item, ended) with { Outcome = isWhole ? ImageJobOutcome.Finished : ImageJobOutcome.FilesChanged, Files = files };
    }

    /// <summary>The run was killed while the request was under way. When all its pictures are there it is finished: a file appears whole or
    /// not at all.</summary>
    private static ImageJobEntry? RecallKilled(JobItem item, JobLine started, ImageJobOptions options, JobFolder folder, JobLedger ledger)
    {
        IReadOnlyList<ImageJobFile> files = folder.FindFiles(started.Name ?? "", item.Request.Count);
        if (files.Count == item.Request.Count)
        {
            ImageJobEntry finished = item.NewEntry() with
            {
                Outcome = ImageJobOutcome.Finished,
                IsFromLedger = true,
                Charge = ChargeState.Charged,
                Files = files,
                Cost = started.UpTo,
            };
            ledger.Append(Ended(finished, folder, options.TimeProvider.GetUtcNow()));
            return finished;
        }

        return options.RepeatPossiblyCharged ? null : item.NewEntry() with
        {
            Outcome = ImageJobOutcome.Unknown,
            IsFromLedger = true,
            Charge = files.Count > 0 ? ChargeState.Charged : ChargeState.PossiblyCharged,
            Files = files,
            PossibleCost = started.UpTo,
            ErrorMessage =
                "An earlier run ended while the request was under way. Look into your usage, and set "
                + "ImageJobOptions.RepeatPossiblyCharged to send it again.",
        };
    }

    private static ImageJobEntry Remember(JobItem item, JobLine ended) => item.NewEntry() with
    {
        IsFromLedger = true,
        Charge = ChargeOf(ended.Charge),
        Usage = ended.Usage?.ToUsage(),
        Cost = ended.Cost,
        PossibleCost = ended.UpTo,
        RequestId = ended.RequestId,
        ErrorName = ended.Error,
        ErrorMessage = ended.Message,
    };

    private static IReadOnlyList<ImageJobFile> Verified(JobLine ended, JobFolder folder) =>
        [.. (ended.Files ?? []).Select(folder.Verify).OfType<ImageJobFile>()];

    private static ImageJobFile Describe(SavedImage file) => new() { Path = file.Path, Length = file.Length, Sha256 = file.Sha256 };

    private static string NameOf(ImageJobOutcome outcome) => outcome switch
    {
        ImageJobOutcome.Finished => JobLine.Finished,
        ImageJobOutcome.Failed => JobLine.Failed,
        _ => JobLine.Unknown,
    };

    private static string NameOf(ChargeState charge) => charge switch
    {
        ChargeState.NotSent => "not_sent",
        ChargeState.Rejected => "rejected",
        ChargeState.PossiblyCharged => "possibly_charged",
        _ => "charged",
    };

    private static ChargeState ChargeOf(string? name) => name switch
    {
        "not_sent" => ChargeState.NotSent,
        "rejected" => ChargeState.Rejected,
        "charged" => ChargeState.Charged,
        _ => ChargeState.PossiblyCharged,
    };
}
