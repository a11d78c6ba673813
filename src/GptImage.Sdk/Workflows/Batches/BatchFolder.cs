namespace GptImage.Sdk;

/// <summary>Submits, follows, collects and cancels the batches of a folder.</summary>
internal sealed class BatchFolder(BatchClient client)
{
    public async Task<ImageBatch> SubmitAsync(
        IReadOnlyList<ImageRequest> requests, ImageBatchOptions options, CancellationToken cancellationToken)
    {
        ImageJobOptions job = options.ToJob(client.Time);
        List<PlannedCall> calls = [];
        foreach (ImageRequest request in requests)
        {
            calls.Add(await client.PlanAsync(request, cancellationToken).ConfigureAwait(false));
        }

        BatchPlanner.Plan(calls).ThrowIfInvalid();
        using FolderLedger ledger = FolderLedger.Open(job.OutputDirectory, job.TimeProvider, job.SpendLimit);
        ThrowIfMissing(
            job.OutputDirectory, ledger, BatchRequests.Read(job.OutputDirectory).Select(pair => pair.Key),
            ", or submit into another folder");
        return await new BatchSubmitter(client, job, ledger).SubmitAsync(requests, calls, cancellationToken).ConfigureAwait(false);
    }

    public Task<ImageBatch> GetAsync(string outputDirectory, CancellationToken cancellationToken) =>
        EachAsync(outputDirectory, new BatchFollower(client).FindAsync, cancellationToken);

    public Task<ImageBatch> CancelAsync(string outputDirectory, CancellationToken cancellationToken) =>
        EachAsync(outputDirectory, new BatchFollower(client).CancelAsync, cancellationToken);

    public async Task<ImageJobReport> CollectAsync(
        string outputDirectory, IProgress<ImageJobProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = FileNames.GetFullFolder(outputDirectory);
        long startedAt = client.Time.GetTimestamp();
        using FolderLedger ledger = OpenSent(folder);
        await new BatchFollower(client).FindLostAsync(ledger, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JobItem> items = await RecallAsync(folder, ledger, cancellationToken).ConfigureAwait(false);
        BatchShelf shelf = new(client, ledger, folder, items, progress);
        Exception? ending = null;
        try
        {
            await new BatchCollector(client, ledger, shelf).CollectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            ending = exception;
        }
        catch (Exception exception) when (shelf.Failure is not null)
        {
            ending = exception;
        }

        ImageJobReport report = await JobRunner.AddTotalsAsync(
            new ImageJobReport
            {
                Entries = [.. items.Select(item => item.Entry ?? item.NewEntry())],
                LedgerPath = ledger.Path,
                Duration = client.Time.GetElapsedTime(startedAt),
            },
            ledger).ConfigureAwait(false);
        return ending switch
        {
            null => report,
            OperationCanceledException canceled => throw new GptImageCanceledException(
                $"The collection was canceled: {report}. The batch goes on; collect it later.", canceled, cancellationToken)
            {
                Report = report,
            },
            _ => throw new GptImageJobException(
                $"The collection cannot go on: {shelf.Failure?.Message.TrimEnd('.')}. The service keeps the results: fix that, "
                + "then collect again.", shelf.Failure)
            {
                Report = report,
            },
        };
    }

    private static IReadOnlyList<FolderBatch> ReadSent(string folder) =>
        FolderBatches.Read(folder).Sent is { Count: > 0 } sent ? sent : throw NoBatch(folder);

    private static InvalidOperationException NoBatch(string folder) => new(
        $"No batch was submitted from the folder '{folder}'. Submit one with SubmitBatchAsync, or name the folder that has it.");

    /// <summary>Opens the ledger of a folder that has batches, and makes none where there is none.</summary>
    private FolderLedger OpenSent(string folder)
    {
        if (!File.Exists(Path.Combine(folder, LedgerFile.FileName)))
        {
            throw NoBatch(folder);
        }

        FolderLedger ledger = FolderLedger.Open(folder, client.Time, limit: null);
        if (ledger.Batches.Sent.Count == 0)
        {
            ledger.Dispose();
            throw NoBatch(folder);
        }

        return ledger;
    }

    private static async Task<ImageBatch> EachAsync(
        string outputDirectory, Func<FolderBatch, CancellationToken, Task<ImageBatchPart>> find, CancellationToken cancellationToken)
    {
        string folder = FileNames.GetFullFolder(outputDirectory);
        FolderBatch[] batches = [.. ReadSent(folder).Where(batch => !batch.IsRefused)];
        List<ImageBatchPart> parts = [];
        foreach (FolderBatch batch in batches)
        {
            parts.Add(await find(batch, cancellationToken).ConfigureAwait(false));
        }

        return new ImageBatch { OutputDirectory = folder, Parts = parts, UpTo = FolderBatch.AddUp(batches) };
    }

    /// <summary>Without its request a result has no place: its picture would be discarded and counted as lost.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ledger">Its ledger.</param>
    /// <param name="fingerprints">The requests that the folder has.</param>
    /// <param name="other">What else than to put a copy back can be done.</param>
    private static void ThrowIfMissing(string folder, FolderLedger ledger, IEnumerable<string> fingerprints, string other = "")
    {
        HashSet<PurchaseKey> known = [.. fingerprints.Select(fingerprint => new PurchaseKey(LedgerLine.JobOrder, fingerprint))];
        int missing = ledger.Batches.Sent.Where(batch => batch.IsOpen).Sum(batch => batch.Open.Count(key => !known.Contains(key)));
        if (missing > 0)
        {
            throw new IOException(
                FormattableString.Invariant($"'{Path.Combine(folder, BatchRequests.FileName)}' lacks {missing} requests of batches that ")
                + $"are not collected yet. Nothing was sent or changed. Put a copy of the file back{other}; without it the pictures of the "
                + "batch cannot be collected.");
        }
    }

    /// <summary>Reads the requests of the folder's batches, and what earlier runs know of them.</summary>
    private async Task<IReadOnlyList<JobItem>> RecallAsync(string folder, FolderLedger ledger, CancellationToken cancellationToken)
    {
        ImageJobOptions options = new() { OutputDirectory = folder, TimeProvider = client.Time };
        JobBuyer buyer = await JobBuyer.CreateAsync(client.Client, options, ledger, cancellationToken).ConfigureAwait(false);
        List<JobItem> items = [];
        foreach ((string fingerprint, ImageRequest request) in BatchRequests.Read(folder))
        {
            PurchaseEntry? known = ledger.Find(new PurchaseKey(LedgerLine.JobOrder, fingerprint));
            JobItem item = new(items.Count, request, fingerprint, known);
            item.Entry = known is { State: PurchaseState.Failed }
                ? JobEntries.Remember(item, known, [])
                : await buyer.RecallAsync(item, cancellationToken).ConfigureAwait(false);
            items.Add(item);
        }

        ThrowIfMissing(folder, ledger, items.Select(item => item.Fingerprint));
        return items;
    }
}
