namespace GptImage.Sdk;

/// <summary>Runs the requests of a job: looks into the ledger first, then buys what is left, a few at a time.</summary>
internal sealed class JobRunner(
    JobBuyer buyer, IPurchaseLedger ledger, string ledgerPath, ImageJobOptions options, IProgress<ImageJobProgress>? progress)
{
    private readonly long _startedAt = options.TimeProvider.GetTimestamp();

    private JobItem[] _items = [];
    private int _done;
    private int _endedNow;
    private decimal _spent;
    private Exception? _failure;

    public async Task<ImageJobReport> RunAsync(IReadOnlyList<ImageRequest> requests, CancellationToken cancellationToken)
    {
        BoundedWork work = new(options.MaxConcurrency, options.TimeProvider, options.StopToken, cancellationToken);
        try
        {
            _items = [.. requests.Select((request, index) => new JobItem(index, request, "", null))];
            for (int i = 0; i < _items.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _items[i] = await buyer.IdentifyAsync(i, requests[i], revision: 1, cancellationToken).ConfigureAwait(false);
            }

            foreach (JobItem item in _items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                item.Entry ??= await buyer.RecallAsync(item, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The report of what is known is made below.
        }

        _done = _items.Count(item => item.Entry is not null);
        Tell(work, null);
        JobItem[] left = [.. _items.Where(item => item.Entry is null)];
        await foreach (WorkEnd<JobStep> end in work.RunAsync(
            left.Length, index => RunAsync(left[index], work, cancellationToken), inOrder: false).ConfigureAwait(false))
        {
            End(work, left[end.Index], end);
        }

        return await FinishAsync(work, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Describes a job that was canceled before it began.</summary>
    public static GptImageCanceledException CancelBeforehand(
        IReadOnlyList<ImageRequest> requests, string ledgerPath, CancellationToken cancellationToken) =>
        new("The job was canceled before it began. Nothing was sent and nothing charged.", null, cancellationToken)
        {
            Report = new ImageJobReport
            {
                Entries = [.. requests.Select((request, index) => new ImageJobEntry { Index = index, Request = request })],
                LedgerPath = ledgerPath,
            },
        };

    private async Task<JobStep> RunAsync(JobItem item, BoundedWork work, CancellationToken cancellationToken)
    {
        JobStep step = await buyer.RunAsync(item, work, cancellationToken).ConfigureAwait(false);
        work.Observe(step.Entry.Error as GptImageException);
        if (step.Failure is not null)
        {
            work.Break();
        }

        return step;
    }

    private void End(BoundedWork work, JobItem item, WorkEnd<JobStep> end)
    {
        _failure ??= end.Failure ?? end.Value?.Failure;
        if (end.Value?.Entry is not { } entry)
        {
            return;
        }

        item.Entry = entry;
        _spent += entry.Cost ?? 0;
        if (entry.Outcome != ImageJobOutcome.NotStarted)
        {
            _done++;
            _endedNow++;
            Tell(work, entry);
        }
    }

    /// <summary>Tells the caller. A callback that throws ends the job, but breaks nothing that runs.</summary>
    private void Tell(BoundedWork work, ImageJobEntry? latest)
    {
        double minutes = options.TimeProvider.GetElapsedTime(_startedAt).TotalMinutes;
        double? perMinute = _endedNow > 0 && minutes > 0 ? _endedNow / minutes : null;
        try
        {
            progress?.Report(new ImageJobProgress
            {
                Done = _done,
                Total = _items.Length,
                Spent = _spent,
                PerMinute = perMinute,
                TimeLeft = perMinute is { } rate ? TimeSpan.FromMinutes((_items.Length - _done) / rate) : null,
                Latest = latest,
            });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _failure ??= exception;
            work.Break();
        }
    }

    private async Task<ImageJobReport> FinishAsync(BoundedWork work, CancellationToken cancellationToken)
    {
        ImageJobReport report = new()
        {
            Entries = [.. _items.Select(item => item.Entry ?? item.NewEntry())],
            LedgerPath = ledgerPath,
            StoppedBy = work.StoppedBy,
            Duration = options.TimeProvider.GetElapsedTime(_startedAt),
        };
        report = await AddTotalsAsync(report, ledger).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested && _failure is null or OperationCanceledException
            && report.Entries.Any(entry => entry.Outcome == ImageJobOutcome.NotStarted || entry.Error is OperationCanceledException))
        {
            throw Canceled(report, cancellationToken);
        }

        return _failure is null ? report : throw Broken(report, _failure);
    }

    /// <summary>Adds what the ledger counts over all runs.</summary>
    internal static async Task<ImageJobReport> AddTotalsAsync(ImageJobReport report, IPurchaseLedger ledger)
    {
        decimal spent = 0;
        decimal possible = 0;
        await foreach (PurchaseEntry entry in ledger.ListAsync(LedgerLine.JobOrder).ConfigureAwait(false))
        {
            spent += entry.Spent;
            possible += entry.PossiblySpent;
        }

        return report with { SpentInAllRuns = spent, PossiblySpentInAllRuns = possible };
    }

    private static GptImageCanceledException Canceled(ImageJobReport report, CancellationToken cancellationToken)
    {
        ImageJobEntry[] now = [.. report.Entries.Where(entry => !entry.IsFromLedger)];
        return new GptImageCanceledException(
            $"The job was canceled: {report}. A later run in the same folder goes on from here.", null, cancellationToken)
        {
            Report = report,
            Charge = now.Select(entry => entry.Charge).DefaultIfEmpty().Max(),
        };
    }

    /// <summary>Ends a job that cannot go on. What its ledger does not know is on the exception.</summary>
    private static GptImageJobException Broken(ImageJobReport report, Exception failure)
    {
        ImageJobEntry[] now = [.. report.Entries.Where(entry => !entry.IsFromLedger)];
        GptImageException[] errors = [.. now.Select(entry => entry.Error).OfType<GptImageException>()];
        GeneratedImage[] images = [.. errors.SelectMany(error => error.RecoveredImages)];
        string what = failure is IOException ? failure.Message : $"The job cannot go on: {failure.Message}";
        string kept = images.Length == 0
            ? ""
            : $" RecoveredImages has {CountWords.Describe(images.Length, "picture")} that could not be written.";
        return new GptImageJobException(what + kept, failure)
        {
            Report = report,
            Charge = now.Select(entry => entry.Charge).DefaultIfEmpty().Max(),
            RecoveredImages = images,
            RecoveredFiles = [.. errors.SelectMany(error => error.RecoveredFiles)],
        };
    }
}
