namespace GptImage.Sdk;

/// <summary>Runs the requests of a job: looks into the ledger first, then buys what is left, a few at a time.</summary>
internal sealed class JobRunner(JobBuyer buyer, ImageJobOptions options, IProgress<ImageJobProgress>? progress)
{
    private readonly object _gate = new();
    private readonly long _startedAt = options.TimeProvider.GetTimestamp();

    private JobItem[] _items = [];
    private int _next = -1;
    private int _done;
    private int _endedNow;
    private decimal _spent;
    private bool _isStopped;
    private GptImageException? _stoppedBy;

    /// <summary>What fails for one request for these reasons fails for all.</summary>
    public static bool Stops(GptImageException failure) =>
        failure is GptImageAuthenticationException or GptImageQuotaException or GptImageBudgetException;

    public async Task<ImageJobReport> RunAsync(IReadOnlyList<ImageRequest> requests, CancellationToken cancellationToken)
    {
        _items = Identify(requests, cancellationToken);
        foreach (JobItem item in _items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            item.Entry ??= buyer.Recall(item);
        }

        _done = _items.Count(item => item.Entry is not null);
        Tell(null);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.MaxConcurrency, _items.Length)).Select(_ => WorkAsync(cancellationToken)))
            .ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ImageJobReport
        {
            Entries = [.. _items.Select(item => item.Entry ?? item.NewEntry())],
            LedgerPath = buyer.LedgerPath,
            StoppedBy = _stoppedBy,
            Duration = options.TimeProvider.GetElapsedTime(_startedAt),
        };
    }

    private JobItem[] Identify(IReadOnlyList<ImageRequest> requests, CancellationToken cancellationToken)
    {
        JobItem[] items = new JobItem[requests.Count];
        for (int i = 0; i < items.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            items[i] = buyer.Identify(i, requests[i]);
        }

        return items;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        // The first worker must not hold up the others with what it does before its first wait.
        await Task.Yield();
        while (!Volatile.Read(ref _isStopped) && Interlocked.Increment(ref _next) is int index && index < _items.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_items[index].Entry is null)
            {
                await RunAsync(_items[index], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(JobItem item, CancellationToken cancellationToken)
    {
        try
        {
            End(item, await buyer.RunAsync(item, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            // The ledger, the caller's code or a cancellation: the others come to their end, and no new one begins.
            Volatile.Write(ref _isStopped, true);
            throw;
        }
    }

    private void End(JobItem item, ImageJobEntry entry)
    {
        lock (_gate)
        {
            item.Entry = entry;
            _done++;
            _endedNow++;
            _spent += entry.Cost ?? 0;
            if (entry.Error is GptImageException failure && Stops(failure))
            {
                _stoppedBy ??= failure;
                Volatile.Write(ref _isStopped, true);
            }

            Tell(entry);
        }
    }

    private void Tell(ImageJobEntry? latest)
    {
        double minutes = options.TimeProvider.GetElapsedTime(_startedAt).TotalMinutes;
        double? perMinute = _endedNow > 0 && minutes > 0 ? _endedNow / minutes : null;
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
}
