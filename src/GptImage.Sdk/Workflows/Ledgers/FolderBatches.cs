namespace GptImage.Sdk;

/// <summary>The batches of a folder and the pictures that were uploaded for them, built up from the lines of its ledger.</summary>
internal sealed class FolderBatches
{
    private readonly Dictionary<string, FolderBatch> _batches = new(StringComparer.Ordinal);
    private readonly Dictionary<PurchaseKey, FolderBatch> _batchOf = [];
    private readonly Dictionary<string, LedgerLine> _uploads = new(StringComparer.Ordinal);
    private readonly List<FolderBatch> _sent = [];

    /// <summary>Gets the batches that were sent, in their order.</summary>
    public IReadOnlyList<FolderBatch> Sent => _sent;

    /// <summary>Reads the ledger of a folder that another run may hold.</summary>
    /// <returns>The batches; none when the folder has no ledger.</returns>
    /// <exception cref="IOException">The ledger cannot be read, or is damaged.</exception>
    public static FolderBatches Read(string folder)
    {
        FolderBatches batches = new();
        foreach (LedgerLine line in LedgerFile.ReadShared(folder))
        {
            batches.Take(line);
        }

        return batches;
    }

    public FolderBatch? Find(string? key) => key is null ? null : _batches.GetValueOrDefault(key);

    /// <summary>Finds the batch that a purchase was sent with last.</summary>
    public FolderBatch? FindFor(PurchaseKey purchase) => _batchOf.GetValueOrDefault(purchase);

    /// <summary>Tells whether a purchase is under way in a batch.</summary>
    public bool Holds(PurchaseKey purchase) => FindFor(purchase)?.Holds(purchase) == true;

    /// <summary>Finds the id of a picture that the service has for long enough.</summary>
    /// <param name="sha256">The hash of its bytes.</param>
    /// <param name="until">Until when it is needed.</param>
    public string? FindUpload(string sha256, DateTimeOffset until) =>
        _uploads.GetValueOrDefault(sha256) is { } line && (line.ExpiresAt is null || line.ExpiresAt > until) ? line.FileId : null;

    /// <summary>Takes note of a line.</summary>
    public void Take(LedgerLine line)
    {
        switch (line.Event)
        {
            case LedgerLine.Claimed when line.Batch is { } key:
                FindFor(line.Key)?.Forget(line.Key);
                FolderBatch claiming = GetOrAdd(key);
                claiming.Add(line.Key, line.UpTo);
                _batchOf[line.Key] = claiming;
                break;
            case LedgerLine.Claimed:
                FindFor(line.Key)?.Forget(line.Key);
                _batchOf.Remove(line.Key);
                break;
            case LedgerLine.Ended:
                FindFor(line.Key)?.End(line.Key, LedgerWords.StateOf(line.Outcome) == PurchaseState.Unknown);
                break;
            case LedgerLine.Submitting when line.Batch is { } key:
                FolderBatch submitting = GetOrAdd(key);
                submitting.SubmittingAt = line.At;
                _sent.Add(submitting);
                break;
            case LedgerLine.Submitted when line.Batch is { } key:
                GetOrAdd(key).Find(line.BatchId);
                break;
            case LedgerLine.Uploaded when line.Sha256 is { } hash:
                _uploads[hash] = line;
                break;
            default:
                break;
        }
    }

    private FolderBatch GetOrAdd(string key)
    {
        if (!_batches.TryGetValue(key, out FolderBatch? batch))
        {
            _batches[key] = batch = new FolderBatch(key);
        }

        return batch;
    }
}
