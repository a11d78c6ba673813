using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Runs the requests of a job: looks into the ledger first, then buys what is left, a few at a time.</summary>
internal sealed class JobRunner(IGptImageClient client, ImageJobOptions options, JobFolder folder, JobLedger ledger, IProgress<ImageJobProgress>? progress)
{
    private readonly object _gate = new();
    private readonly JobNames _names = new(ledger.Starts);
    private readonly long _startedAt = options.TimeProvider.GetTimestamp();

    private JobItem[] _items = [];
    private int _next = -1;
    private int _done;
    private int _endedNow;
    private decimal _spent;
    private bool _isStopped;
    private GptImageException? _stoppedBy;

    public async Task<ImageJobReport> RunAsync(IReadOnlyList<ImageRequest> requests, CancellationToken cancellationToken)
    {
        _items = Identify(requests, cancellationToken);
        foreach (JobItem item in _items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            item.Entry ??= JobRecord.Recall(item, options, folder, ledger);
        }

        _done = _items.Count(item => item.Entry is not null);
        Tell(null);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.MaxConcurrency, _items.Length)).Select(_ => WorkAsync(cancellationToken))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ImageJobReport
        {
            Entries = [.. _items.Select(item => item.Entry ?? item.NewEntry())],
            LedgerPath = ledger.Path,
            StoppedBy = _stoppedBy,
            Duration = options.TimeProvider.GetElapsedTime(_startedAt),
        };
    }

    /// <summary>Gives each request its fingerprint; equal ones are numbered.</summary>
    private JobItem[] Identify(IReadOnlyList<ImageRequest> requests, CancellationToken cancellationToken)
    {
        RequestFingerprint fingerprint = new();
        Dictionary<string, int> equals = new(StringComparer.Ordinal);
        JobItem[] items = new JobItem[requests.Count];
        for (int i = 0; i < items.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                string content = fingerprint.Compute(requests[i]);
                int ordinal = equals[content] = equals.GetValueOrDefault(content) + 1;
                string id = string.Create(CultureInfo.InvariantCulture, $"{content}-{ordinal}");
                items[i] = new JobItem(i, requests[i], id, ledger.Find(id));
            }
            catch (InputChangedException exception)
            {
                FindingList findings = new();
                findings.Add(Rules.InputUnreadable, exception.Message);
                GptImageValidationException error = new(findings.ToSortedList(), exception);
                items[i] = new JobItem(i, requests[i], "", null);
                items[i].Entry = JobRecord.Fail(items[i], error, null);
            }
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
            End(item, await BuyAsync(item, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            // The ledger, the caller's code or a cancellation: the others come to their end, and no new one begins.
            Volatile.Write(ref _isStopped, true);
            throw;
        }
    }

    private async Task<ImageJobEntry> BuyAsync(JobItem item, CancellationToken cancellationToken)
    {
        RequestPlan plan = client.Explain(item.Request);
        if (!plan.IsValid)
        {
            return JobRecord.Fail(item, new GptImageValidationException(plan.Findings), plan);
        }

        string name = _names.Take(JobFileName.Of(options, item.Request, item.Index, item.Fingerprint, (item.History?.Starts ?? 0) + 1), item.Request.Count);
        if (folder.FindFiles(name, item.Request.Count) is [{ } inTheWay, ..])
        {
            return JobRecord.FailInTheWay(item, inTheWay.Path);
        }

        ledger.Append(JobRecord.Started(item, name, plan, options.TimeProvider.GetUtcNow()));
        try
        {
            SavedImageResult result = await client.GenerateToFilesAsync(item.Request, Path.Combine(folder.Path, name), overwrite: false, cancellationToken).ConfigureAwait(false);
            return JobRecord.Finish(item, result, plan);
        }
        catch (GptImageException exception)
        {
            return JobRecord.Fail(item, exception, plan);
        }
        catch (CallCanceledException exception) when (exception.Charge is ChargeState.NotSent or ChargeState.Rejected)
        {
            ledger.Append(JobRecord.Canceled(item, exception.Charge, options.TimeProvider.GetUtcNow()));
            throw;
        }
    }

    private void End(JobItem item, ImageJobEntry entry)
    {
        foreach (ImageJobFile file in entry.Files)
        {
            JobFolder.Flush(file.Path);
        }

        ledger.Append(JobRecord.Ended(entry, folder, options.TimeProvider.GetUtcNow()));
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

    /// <summary>What fails for one request for these reasons fails for all.</summary>
    private static bool Stops(GptImageException failure) => failure is GptImageAuthenticationException or GptImageQuotaException or GptImageBudgetException;

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
