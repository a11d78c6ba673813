namespace GptImage.Sdk;

/// <summary>Submits requests as batches: claims them in the ledger of the folder, uploads inputs and lines, and creates each batch
/// once.</summary>
internal sealed class BatchSubmitter(BatchClient client, ImageJobOptions options, FolderLedger ledger)
{
    private const string Advice =
        "Check your usage page, and set ImageBatchOptions.RepeatPossiblyCharged to submit its requests again.";

    /// <summary>An upload lives this long: a batch has 24 hours, and its creation may have to be repeated.</summary>
    private static readonly TimeSpan UploadLife = TimeSpan.FromDays(3);

    private static readonly TimeSpan NeededLife = TimeSpan.FromHours(26);

    /// <summary>Stands for the id of an upload that is not made yet; the service's are shorter.</summary>
    private static readonly string LongestFileId = new('x', 64);

    private readonly BatchFollower _follower = new(client);
    private readonly Dictionary<string, string> _fileIds = new(StringComparer.Ordinal);
    private readonly List<FolderBatch> _batches = [];
    private readonly HashSet<string> _unsent = new(StringComparer.Ordinal);
    private readonly List<ImageBatchPart> _parts = [];

    /// <summary>Submits what has no end yet.</summary>
    public async Task<ImageBatch> SubmitAsync(
        IReadOnlyList<ImageRequest> requests, IReadOnlyList<PlannedCall> calls, CancellationToken cancellationToken)
    {
        DeleteLeftLines();
        await ResolveAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BatchItem> items = await FindWantedAsync(requests, calls, cancellationToken).ConfigureAwait(false);
        try
        {
            await SubmitAsync(items, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (string key in _unsent)
            {
                client.Spending.Release(key, isPossible: false);
            }
        }

        return new ImageBatch
        {
            OutputDirectory = options.OutputDirectory,
            Parts = _parts,
            UpTo = FolderBatch.AddUp(_batches),
        };
    }

    private async Task SubmitAsync(IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        if (items.Count > 0)
        {
            List<(string Key, IReadOnlyList<BatchItem> Items)> divided =
                [.. BatchSplit.Divide(items).Select(part => (Guid.NewGuid().ToString("N"), part))];
            foreach ((string key, IReadOnlyList<BatchItem> part) in divided)
            {
                await ClaimAsync(key, part, cancellationToken).ConfigureAwait(false);
            }

            await UploadInputsAsync(items, cancellationToken).ConfigureAwait(false);
            await BatchRequests.AddAsync(
                options.OutputDirectory, items.Select(item => KeyValuePair.Create(item.Job.Fingerprint, Refer(item.Job.Sent))),
                cancellationToken).ConfigureAwait(false);
            foreach ((string key, IReadOnlyList<BatchItem> part) in divided)
            {
                await CreateAsync(key, part, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends in the ledger what a batch that does not exist was to buy.</summary>
    public static void Lose(FolderLedger ledger, FolderBatch batch, ImageBatchPart part) => ledger.EndBatch(batch, new PurchaseEnd
    {
        State = PurchaseState.Unknown,
        Charge = ChargeState.PossiblyCharged,
        Error = nameof(GptImageResponseException),
        Message = part.Id is { } id
            ? $"The service no longer knows the batch {id}. {Advice}"
            : $"The creation of the batch got no answer, and the service did not list the batch within 10 minutes. {Advice}",
    });

    /// <summary>Looks for the batches of earlier runs first: what they have is not submitted again.</summary>
    private async Task ResolveAsync(CancellationToken cancellationToken)
    {
        await _follower.FindLostAsync(ledger, cancellationToken).ConfigureAwait(false);
        foreach (FolderBatch batch in ledger.Batches.Sent.Where(batch => batch.IsOpen).ToArray())
        {
            ImageBatchPart part = await _follower.FindAsync(batch, cancellationToken).ConfigureAwait(false);
            if (batch.BatchId is null && part.Id is { } id)
            {
                ledger.MarkSubmitted(batch.Key, id);
            }

            if (part.Status == ImageBatchStatus.Unknown && (!part.MayBeElsewhere || options.RepeatPossiblyCharged))
            {
                client.Spending.Release(batch.Key, isPossible: true);
                Lose(ledger, batch, part);
            }

            _batches.Add(batch);
            _parts.Add(part);
        }
    }

    /// <summary>Finds the requests that are neither bought nor under way.</summary>
    private async Task<IReadOnlyList<BatchItem>> FindWantedAsync(
        IReadOnlyList<ImageRequest> requests, IReadOnlyList<PlannedCall> calls, CancellationToken cancellationToken)
    {
        JobBuyer buyer = await JobBuyer.CreateAsync(client.Client, options, ledger, cancellationToken).ConfigureAwait(false);
        List<BatchItem> items = [];
        for (int i = 0; i < requests.Count; i++)
        {
            JobItem job = await buyer.IdentifyAsync(i, requests[i], revision: 1, cancellationToken).ConfigureAwait(false);
            if (job.Entry?.Error is { } unreadable)
            {
                throw unreadable;
            }

            if (job.Known is { State: PurchaseState.Sending }
                || await buyer.RecallAsync(job, cancellationToken).ConfigureAwait(false) is not null)
            {
                continue;
            }

            BatchItem item = new(job, calls[i].Plan) { Wanted = buyer.Name(job) };
            await ThrowIfInTheWayAsync(item, cancellationToken).ConfigureAwait(false);
            items.Add(item with { LineBytes = (await WriteLineAsync(item, cancellationToken).ConfigureAwait(false)).Length });
        }

        return items;
    }

    private async Task ThrowIfInTheWayAsync(BatchItem item, CancellationToken cancellationToken)
    {
        JobPictures pictures = new(options.OutputDirectory);
        if (await pictures.FindAsync(item.Wanted.Name, item.Wanted.Count, cancellationToken).ConfigureAwait(false) is [{ } file, ..]
            && JobEntries.FailInTheWay(item.Job, file.Path).Error is { } inTheWay)
        {
            throw inTheWay;
        }
    }

    private async Task ClaimAsync(string key, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        client.Spending.Reserve(
            key, items.Sum(item => JobCost.MostOf(item.Job.Request, item.Plan, isLimited: true) ?? 0) / 2,
            [.. items.Select(item => item.Job.Request)]);
        _unsent.Add(key);
        foreach (BatchItem item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            decimal? upTo = JobCost.MostOf(item.Job.Request, item.Plan, options.SpendLimit is not null) / 2;
            ClaimResult answer = await ledger.ClaimAsync(item.Job.Key, item.Wanted with { Batch = key }, upTo, CancellationToken.None)
                .ConfigureAwait(false);
            if (answer.Status == ClaimStatus.OverLimit)
            {
                throw JobCost.OverLimit(upTo ?? 0, answer.Spending, "ImageBatchOptions.SpendLimit, at half the price");
            }
        }
    }

    /// <summary>Uploads each input once, whatever requests it belongs to and whichever run asks for it.</summary>
    private async Task UploadInputsAsync(IEnumerable<BatchItem> items, CancellationToken cancellationToken)
    {
        foreach (ImageInput input in items.SelectMany(item => RequestInputs.Find(item.Job.Sent)))
        {
            if (input is not { Open: not null, ExpectedHash: { } hash } || _fileIds.ContainsKey(hash))
            {
                continue;
            }

            if (ledger.Batches.FindUpload(hash, client.Time.GetUtcNow() + NeededLife) is not { } fileId)
            {
                UploadedImage uploaded = await client.Files.UploadAsync(input, UploadLife, cancellationToken).ConfigureAwait(false);
                ledger.KeepUpload(hash, uploaded);
                fileId = uploaded.Id;
            }

            _fileIds[hash] = fileId;
        }
    }

    private async Task CreateAsync(string key, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        string fileId = await UploadLinesAsync(items, cancellationToken).ConfigureAwait(false);
        ledger.MarkSubmitting(key);
        _unsent.Remove(key);
        FolderBatch batch = ledger.Batches.Find(key) ?? throw new InvalidOperationException("The batch has no line in the ledger.");
        _batches.Add(batch);
        try
        {
            ImageBatchPart part =
                await client.Calls.CreateAsync(fileId, items[0].Endpoint, key, cancellationToken).ConfigureAwait(false);
            ledger.MarkSubmitted(key, part.Id ?? "");
            _parts.Add(part with { Total = batch.Total });
        }
        catch (GptImageException exception) when (exception.Charge is ChargeState.NotSent or ChargeState.Rejected)
        {
            Refuse(batch, exception.Charge, exception);
            throw;
        }
        catch (GptImageCanceledException exception) when (exception.Charge is ChargeState.NotSent or ChargeState.Rejected)
        {
            Refuse(batch, exception.Charge, exception);
            throw;
        }
        catch (GptImageException)
        {
            // It may have been created: the list will tell.
            _parts.Add(new ImageBatchPart { Status = ImageBatchStatus.Submitting, Total = batch.Total });
        }
    }

    private void Refuse(FolderBatch batch, ChargeState charge, Exception cause)
    {
        client.Spending.Release(batch.Key, isPossible: false);
        ledger.EndBatch(batch, new PurchaseEnd
        {
            State = PurchaseState.Failed,
            Charge = charge,
            Error = cause.GetType().Name,
            Message = cause.Message,
        });
    }

    /// <summary>Writes the lines into a file beside the pictures, which is gone when it is uploaded.</summary>
    private async Task<string> UploadLinesAsync(IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        using AtomicFile file = AtomicFile.Create(LinesPath);
        foreach (BatchItem item in items)
        {
            await file.Stream.WriteAsync(await WriteLineAsync(item, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        }

        await file.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await client.Calls.UploadAsync(file.TemporaryPath, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> WriteLineAsync(BatchItem item, CancellationToken cancellationToken)
    {
        PlannedCall call = await client.PlanAsync(Refer(item.Job.Sent), cancellationToken).ConfigureAwait(false);
        call.ThrowIfInvalid();
        return await BatchLineWriter.WriteAsync(
            BatchLineWriter.CustomIdFor(item.Job.Fingerprint), call.Plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the ids of uploads in the place of bytes.</summary>
    private ImageRequest Refer(ImageRequest request) => PinnedRequest.Create(
        request,
        input => input.Open is null
            ? input
            : ImageInput.FromFileId(_fileIds.GetValueOrDefault(input.ExpectedHash ?? "", LongestFileId)).As(input.Role)
                .Showing(input.Detail));

    private string LinesPath => Path.Combine(options.OutputDirectory, "batch-lines");

    private void DeleteLeftLines()
    {
        foreach (string left in PartName.Find(LinesPath))
        {
            File.Delete(left);
        }
    }
}
