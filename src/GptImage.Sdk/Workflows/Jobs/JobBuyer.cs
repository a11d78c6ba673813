using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Takes requests to their end one by one, with the ledger of a folder: looks there first, and writes there before and after each
/// purchase.</summary>
internal sealed class JobBuyer : IDisposable
{
    private readonly IGptImageClient _client;
    private readonly ImageJobOptions _options;
    private readonly JobFolder _folder;
    private readonly JobLedger _ledger;
    private readonly JobNames _names;
    private readonly RequestFingerprint _fingerprint;
    private readonly Dictionary<string, int> _equals = new(StringComparer.Ordinal);

    public JobBuyer(IGptImageClient client, ImageJobOptions options, JobFolder folder, JobLedger ledger)
    {
        _client = client;
        _fingerprint = new RequestFingerprint(client);
        _options = options;
        _folder = folder;
        _ledger = ledger;
        _names = new JobNames(ledger.Starts);
    }

    public string LedgerPath => _ledger.Path;

    /// <exception cref="IOException">Another run works in the folder, or the ledger cannot be read or written.</exception>
    public static JobBuyer Open(IGptImageClient client, ImageJobOptions options)
    {
        JobFolder folder = JobFolder.Open(options.OutputDirectory);
        try
        {
            return new JobBuyer(client, options, folder, JobLedger.Open(folder.Path, options.TimeProvider));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Gives a request its fingerprint; equal ones are numbered in the order in which they come.</summary>
    public JobItem Identify(int index, ImageRequest request)
    {
        try
        {
            string content = _fingerprint.Compute(request);
            int ordinal = _equals[content] = _equals.GetValueOrDefault(content) + 1;
            string id = string.Create(CultureInfo.InvariantCulture, $"{content}-{ordinal}");
            return new JobItem(index, request, id, _ledger.Find(id));
        }
        catch (InputChangedException exception)
        {
            FindingList findings = new();
            findings.Add(Rules.InputUnreadable, exception.Message);
            JobItem item = new(index, request, "", null);
            item.Entry = JobRecord.Fail(item, new GptImageValidationException(findings.ToSortedList(), exception), null);
            return item;
        }
    }

    /// <summary>Tells how a request ended in an earlier run.</summary>
    /// <returns>The end, or <see langword="null"/> when the request is to be sent.</returns>
    public ImageJobEntry? Recall(JobItem item) => JobRecord.Recall(item, _options, _folder, _ledger);

    /// <summary>Buys a request and puts its end on the disk.</summary>
    public async Task<ImageJobEntry> RunAsync(JobItem item, CancellationToken cancellationToken)
    {
        ImageJobEntry entry = await BuyAsync(item, cancellationToken).ConfigureAwait(false);
        foreach (ImageJobFile file in entry.Files)
        {
            JobFolder.Flush(file.Path);
        }

        _ledger.Append(JobRecord.Ended(entry, _folder, _options.TimeProvider.GetUtcNow()));
        return entry;
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    private async Task<ImageJobEntry> BuyAsync(JobItem item, CancellationToken cancellationToken)
    {
        RequestPlan plan = _client.Explain(item.Request);
        if (!plan.IsValid)
        {
            return JobRecord.Fail(item, new GptImageValidationException(plan.Findings), plan);
        }

        string name =
            _names.Take(JobFileName.CreateFor(_options, item.Request, item.Index, item.Fingerprint, (item.History?.Starts ?? 0) + 1),
            item.Request.Count);
        if (_folder.FindFiles(name, item.Request.Count) is [{ } inTheWay, ..])
        {
            return JobRecord.FailInTheWay(item, inTheWay.Path);
        }

        _ledger.Append(JobRecord.Started(item, name, plan, _options.TimeProvider.GetUtcNow()));
        try
        {
            SavedImageResult result =
                await _client.GenerateToFilesAsync(item.Request, Path.Combine(_folder.Path, name), overwrite: false, cancellationToken)
                .ConfigureAwait(false);
            return JobRecord.Finish(item, result, plan);
        }
        catch (GptImageException exception)
        {
            return JobRecord.Fail(item, exception, plan);
        }
        catch (GptImageCanceledException exception) when (exception.Charge is ChargeState.NotSent or ChargeState.Rejected)
        {
            _ledger.Append(JobRecord.Canceled(item, exception.Charge, _options.TimeProvider.GetUtcNow()));
            throw;
        }
    }
}
