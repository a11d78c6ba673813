using System.Runtime.ExceptionServices;

namespace GptImage.Sdk;

/// <summary>Takes result lines as they arrive, and brings their pictures to the disk and their ends into the ledger beside the
/// reading.</summary>
/// <remarks>
/// To wait for the disk for every picture and every line of the ledger takes longer than to read the pictures. So the lines that arrive
/// while the disk is busy are one group: each picture is flushed and then named, and one flush of the folder and one of the ledger end
/// the group. A run that is killed leaves whole pictures without a line in the ledger, and the next one finds them when their result
/// lines come again. A power cut leaves no torn picture under a name that the ledger could have, since a picture is flushed before it is
/// named; what has no name yet is deleted and collected again.
/// </remarks>
internal sealed class BatchShelf : IBatchLineTaker
{
    /// <summary>How many lines may wait for the disk, and as many again are on their way to it: each has a file and a block of 256 KB
    /// open.</summary>
    private const int MaxGroup = 8;

    private readonly BatchClient _client;
    private readonly FolderLedger _ledger;
    private readonly string _picturePath;
    private readonly BatchPictures _pictures;
    private readonly IProgress<ImageJobProgress>? _progress;
    private readonly IReadOnlyList<JobItem> _items;
    private readonly Dictionary<string, JobItem> _byLine = new(StringComparer.Ordinal);
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private readonly long _startedAt;
    private readonly int _doneBefore;
    private GroupedWork<ArrivedLine>? _work;
    private Exception? _failure;
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
        _picturePath = Path.Combine(folder, "batch-picture");
        _pictures = new BatchPictures(folder);
        _items = items;
        _progress = progress;
        _startedAt = client.Time.GetTimestamp();
        _doneBefore = items.Count(item => item.Entry is not null);
        _done = _doneBefore;
        foreach (string left in PartName.Find(_picturePath))
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
    public Exception? Failure { get => _failure; set => _failure = value; }

    /// <summary>Gets or sets the batches that go on at the service.</summary>
    public IReadOnlyList<ImageBatchPart> UnderWay { get; set; } = [];

    /// <summary>Gets ready for the lines of a batch, which <see cref="FinishAsync"/> ends.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels what waits for something else than the disk.</param>
    public void Begin(FolderBatch batch, CancellationToken cancellationToken)
    {
        _work = new GroupedWork<ArrivedLine>(group => EndAsync(group, cancellationToken), MaxGroup);
        _byLine.Clear();
        _completed.Clear();
        foreach (JobItem item in _items.Where(item => batch.Open.Contains(item.Key)))
        {
            _byLine[BatchLineWriter.CustomIdFor(item.Fingerprint)] = item;
        }
    }

    public IPictureSink Open(string? customId)
    {
        if (customId is not null && !_byLine.ContainsKey(customId))
        {
            return new DiscardedPicture();
        }

        try
        {
            return new FileSink(_client.CreateFile(_picturePath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception;
            throw;
        }
    }

    public async ValueTask<bool> TakeAsync(BatchLine line, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            ExceptionDispatchInfo.Throw(Failure);
        }

        if (line.IsSuccess)
        {
            _completed.Add(line.CustomId);
        }

        if (_work is null || !_byLine.TryGetValue(line.CustomId, out JobItem? item) || item.Known is not { } known)
        {
            return false;
        }

        await _work.AddAsync(new ArrivedLine(item, known, line), cancellationToken).ConfigureAwait(false);
        _byLine.Remove(line.CustomId);
        Taken++;
        return true;
    }

    /// <summary>Waits until all lines that were taken have their ends.</summary>
    /// <exception cref="Exception">What <see cref="Failure"/> says.</exception>
    public async Task FinishAsync()
    {
        if (_work is not null)
        {
            await _work.CompleteAsync().ConfigureAwait(false);
            _work = null;
        }

        if (Failure is not null)
        {
            ExceptionDispatchInfo.Throw(Failure);
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
        if (_progress is null || Failure is not null)
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

    /// <summary>Ends the requests of a group. A line whose picture finds no room costs none of the others.</summary>
    private async Task EndAsync(IReadOnlyList<ArrivedLine> group, CancellationToken cancellationToken)
    {
        // File systems write what is flushed at the same time in one go.
        ImageJobEntry?[] ends = await Task.WhenAll(
            group.Select(arrived => Task.Run(() => TryEndAsync(arrived, cancellationToken), CancellationToken.None))).ConfigureAwait(false);
        try
        {
            List<(ArrivedLine Arrived, ImageJobEntry Entry)> ended = [];
            foreach ((ArrivedLine arrived, ImageJobEntry? end) in group.Zip(ends))
            {
                if (end is not null)
                {
                    ended.Add((arrived, end));
                }
            }

            _pictures.FlushNames();
            _ledger.EndAll([.. ended.Select(pair => (pair.Arrived.Known.Claim, JobEntries.ToEnd(pair.Entry)))]);
            foreach ((ArrivedLine arrived, ImageJobEntry entry) in ended)
            {
                Note(arrived, entry);
            }

            // Last: the report has all that the ledger has, whatever the caller's callback throws.
            foreach ((_, ImageJobEntry entry) in ended)
            {
                _done++;
                _spent += entry.Cost ?? 0;
                Tell(entry);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(exception);
        }
    }

    /// <returns>How the request of a line ended, or <see langword="null"/> when that could not be brought to the disk.</returns>
    private async Task<ImageJobEntry?> TryEndAsync(ArrivedLine arrived, CancellationToken cancellationToken)
    {
        using BatchLine line = arrived.Line;
        try
        {
            PlannedCall call = await _client.PlanAsync(arrived.Item.Request, cancellationToken).ConfigureAwait(false);
            return line.IsSuccess
                ? await _pictures.KeepAsync(arrived.Item, arrived.Known, call, line, cancellationToken).ConfigureAwait(false)
                : JobEntries.Fail(arrived.Item, line.ToError(), BatchPlanner.Plan(call));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(exception);
            return null;
        }
    }

    private void Note(ArrivedLine arrived, ImageJobEntry entry)
    {
        _client.Spending.End(
            _ledger.Batches.FindFor(arrived.Item.Key)?.Key ?? "", arrived.Item.Request,
            new BatchLineCost(arrived.Known.UpTo ?? 0, entry.Cost ?? 0, entry.PossibleCost ?? 0, entry.Charge));
        arrived.Item.Entry = entry;
    }

    /// <summary>Keeps the first failure. A cancellation is the caller's, who learns of it anyway.</summary>
    private void Fail(Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }

    /// <summary>A line that waits for the disk.</summary>
    private sealed record ArrivedLine(JobItem Item, PurchaseEntry Known, BatchLine Line);
}
