namespace GptImage.Sdk;

/// <summary>Puts the pictures of result lines into the folder, each once, and their ends into the ledger.</summary>
internal sealed class BatchShelf : IBatchLineTaker
{
    private readonly BatchClient _client;
    private readonly FolderLedger _ledger;
    private readonly string _folder;
    private readonly IProgress<ImageJobProgress>? _progress;
    private readonly IReadOnlyList<JobItem> _items;
    private readonly Dictionary<string, JobItem> _byLine = new(StringComparer.Ordinal);
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private readonly long _startedAt;
    private readonly int _doneBefore;
    private int _done;
    private decimal _spent;

    /// <param name="client">The client.</param>
    /// <param name="ledger">The ledger of the folder.</param>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="items">The requests, with the ends that are known.</param>
    /// <param name="progress">Gets told of each line.</param>
    public BatchShelf(
        BatchClient client, FolderLedger ledger, string folder, IReadOnlyList<JobItem> items, IProgress<ImageJobProgress>? progress)
    {
        _client = client;
        _ledger = ledger;
        _folder = folder;
        _items = items;
        _progress = progress;
        _startedAt = client.Time.GetTimestamp();
        _doneBefore = items.Count(item => item.Entry is not null);
        _done = _doneBefore;
        foreach (string left in PartName.Find(PicturePath))
        {
            // A run was killed in the middle of a picture; its line comes again.
            File.Delete(left);
        }
    }

    /// <summary>Gets how many lines were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Gets how many requests of the batch have a line that succeeded, in this run's reading.</summary>
    public int Completed => _completed.Count;

    /// <summary>Gets or sets why nothing more can be taken: the disk, the ledger, the caller's callback or a batch of another
    /// account.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets or sets the batches that go on at the service.</summary>
    public IReadOnlyList<ImageBatchPart> UnderWay { get; set; } = [];

    private string PicturePath => Path.Combine(_folder, "batch-picture");

    /// <summary>Gets ready for the lines of a batch.</summary>
    public void Begin(FolderBatch batch)
    {
        _byLine.Clear();
        _completed.Clear();
        foreach (JobItem item in _items.Where(item => batch.Open.Contains(item.Key)))
        {
            _byLine[BatchLineWriter.CustomIdFor(item.Fingerprint)] = item;
        }
    }

    public IPictureSink Open(string? customId)
    {
        if (customId is not null && FindOpen(customId) is null)
        {
            return new DiscardedPicture();
        }

        try
        {
            return new FileSink(AtomicFile.Create(PicturePath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception;
            throw;
        }
    }

    public async ValueTask TakeAsync(BatchLine line, CancellationToken cancellationToken)
    {
        if (line.IsSuccess)
        {
            _completed.Add(line.CustomId);
        }

        if (FindOpen(line.CustomId) is not { Known: { } known } item)
        {
            return;
        }

        try
        {
            PlannedCall call = await _client.PlanAsync(item.Request, cancellationToken).ConfigureAwait(false);
            ImageJobEntry entry = line.IsSuccess
                ? await KeepAsync(item, known, call, line, cancellationToken).ConfigureAwait(false)
                : JobEntries.Fail(item, line.ToError(), BatchPlanner.Plan(call));
            await _ledger.EndAsync(known.Claim, JobEntries.ToEnd(entry), CancellationToken.None).ConfigureAwait(false);
            _client.Spending.End(
                _ledger.Batches.FindFor(item.Key)?.Key ?? "", item.Request,
                new BatchLineCost(known.UpTo ?? 0, entry.Cost ?? 0, entry.PossibleCost ?? 0, entry.Charge));
            item.Entry = entry;
            _done++;
            Taken++;
            _spent += entry.Cost ?? 0;
            Tell(entry);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Takes the ends that the ledger got for whole batches.</summary>
    public void Refresh()
    {
        foreach (JobItem item in _items.Where(item => item.Entry is null && item.Known is not null))
        {
            if (_ledger.Find(item.Key) is { State: PurchaseState.Failed or PurchaseState.Unknown, End: { } end } known)
            {
                GptImageException error = BatchEnds.ToError(end);
                item.Entry = JobEntries.Remember(item, known, []) with { IsFromLedger = false, Error = error };
                _done++;
            }
        }
    }

    /// <summary>Tells the caller how far the collection is.</summary>
    /// <param name="latest">The request that ended last, or <see langword="null"/>.</param>
    public void Tell(ImageJobEntry? latest)
    {
        if (_progress is null)
        {
            return;
        }

        int atService = Math.Min(_items.Count - _done, UnderWay.Sum(part => part.Completed + part.Failed));
        double? perMinute = RateOf(_done);
        try
        {
            _progress.Report(new ImageJobProgress
            {
                Done = _done + atService,
                Total = _items.Count,
                Spent = _spent,
                PerMinute = perMinute,
                TimeLeft = perMinute is { } rate ? TimeSpan.FromMinutes((_items.Count - _done - atService) / rate) : null,
                Latest = latest,
            });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Computes how many requests end in a minute: at the service, or here once nothing is under way there.</summary>
    private double? RateOf(int done)
    {
        DateTimeOffset now = _client.Time.GetUtcNow();
        double atService = UnderWay
            .Where(part => part.CreatedAt < now)
            .Sum(part => (part.Completed + part.Failed) / (now - part.CreatedAt.GetValueOrDefault()).TotalMinutes);
        double minutes = _client.Time.GetElapsedTime(_startedAt).TotalMinutes;
        double here = UnderWay.Count == 0 && minutes > 0 ? (done - _doneBefore) / minutes : 0;
        double rate = atService + here;
        return rate > 0 ? rate : null;
    }

    private JobItem? FindOpen(string customId) =>
        _byLine.TryGetValue(customId, out JobItem? item) && item.Entry is null && _ledger.Batches.Holds(item.Key) ? item : null;

    private async Task<ImageJobEntry> KeepAsync(
        JobItem item, PurchaseEntry known, PlannedCall call, BatchLine line, CancellationToken cancellationToken)
    {
        RequestPlan plan = BatchPlanner.Plan(call);
        FileDestination destination = new(Path.Combine(_folder, known.Name), known.Count, overwrite: false, isDurable: true);
        try
        {
            DecodedAnswer<SavedImage> answer =
                await DecodeAsync(destination, known, line, cancellationToken).ConfigureAwait(false);
            SavedImageResult result = ResultBuilder.Build(call, new CallOutcome<DecodedAnswer<SavedImage>>(answer, []));
            return JobEntries.Finish(item, result, plan) with { Cost = CostOf(result.Usage, plan) };
        }
        catch (GptImageException exception)
        {
            return JobEntries.Fail(item, exception, plan);
        }
    }

    private async Task<DecodedAnswer<SavedImage>> DecodeAsync(
        FileDestination destination, PurchaseEntry known, BatchLine line, CancellationToken cancellationToken)
    {
        AnswerPictures<SavedImage> pictures = new(line.Answer, destination);
        foreach (PictureEntry entry in line.Entries)
        {
            if (entry.Picture is { } sink)
            {
                pictures.Keep(entry, sink);
            }
        }

        IReadOnlyList<SavedImage> files;
        try
        {
            files = await pictures.FinishAsync(line.Entries, known.Count, cancellationToken).ConfigureAwait(false);
        }
        catch (AttemptFailedException exception)
        {
            throw FailedCall.ToException(
                exception.Failure.WithRecovered(destination.Completed), new CallHistory(new RetryOptions()), repeatCost: null);
        }
        catch (FormatException exception)
        {
            throw new GptImageResponseException($"The line cannot be used: {exception.Message.TrimEnd('.')}. It was charged.", exception)
            {
                Charge = ChargeState.Charged,
                RequestId = line.RequestId,
                RecoveredFiles = [.. destination.Completed.OfType<SavedImage>()],
            };
        }

        destination.ThrowIfNotWritten();
        return files.Count == 0
            ? throw line.ToError()
            : new DecodedAnswer<SavedImage>
            {
                Pictures = [.. files.Select((file, index) => Unify(file, known, index + 1))],
                Facts = line.ReadFacts(),
                Warnings = pictures.Warnings,
            };
    }

    /// <summary>A run may have been killed between the file and its line in the ledger: then the picture is there already.</summary>
    private SavedImage Unify(SavedImage file, PurchaseEntry known, int number)
    {
        string wanted = FileNames.WithExtension(
            FileNames.Numbered(Path.Combine(_folder, known.Name), number, known.Count), file.Format);
        if (file.Path == wanted || !HasContent(wanted, file))
        {
            return file;
        }

        File.Delete(file.Path);
        return file with { Path = wanted };
    }

    private static bool HasContent(string path, SavedImage file)
    {
        using FileStream there = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        return there.Length == file.Length
            && Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(there))
                .Equals(file.Sha256, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A batch costs half of what the service counts.</summary>
    private static decimal? CostOf(ImageUsage? usage, RequestPlan plan) =>
        usage is { OutputTokens: > 0 } && plan.Facts?.Prices is { } prices ? usage.Cost(prices) / 2 : plan.Cost?.Maximum;
}
