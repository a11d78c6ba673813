namespace GptImage.Sdk;

/// <summary>What the ledger of a folder knows of one batch.</summary>
/// <param name="key">The key under which the service's list has it.</param>
internal sealed class FolderBatch(string key)
{
    private readonly HashSet<PurchaseKey> _open = [];
    private readonly HashSet<PurchaseKey> _lost = [];

    public string Key => key;

    /// <summary>Gets the purchases that are sent with it and have no end.</summary>
    public IReadOnlyCollection<PurchaseKey> Open => _open;

    /// <summary>Gets the purchases that are unknown because the service did not list the batch in time.</summary>
    public IReadOnlyCollection<PurchaseKey> Lost => _lost;

    /// <summary>Gets how many purchases it has.</summary>
    public int Total { get; private set; }

    /// <summary>Gets what all of it may cost at most, in USD; <see langword="null"/> when that is not known.</summary>
    public decimal? UpTo { get; private set; } = 0;

    /// <summary>Gets or sets when it was sent; <see langword="null"/> when it was not.</summary>
    public DateTimeOffset? SubmittingAt { get; set; }

    /// <summary>Gets the service's id; <see langword="null"/> while the creation has no answer.</summary>
    public string? BatchId { get; private set; }

    /// <summary>Gets whether it was sent and has purchases without an end.</summary>
    public bool IsOpen => SubmittingAt is not null && _open.Count > 0;

    /// <summary>Gets whether it did not show up in the service's list in time, and may show up later.</summary>
    public bool IsLost => BatchId is null && _lost.Count > 0;

    /// <summary>Gets whether the service never had it.</summary>
    public bool IsRefused => BatchId is null && !IsOpen && !IsLost;

    /// <summary>Adds up what batches may cost at most, in USD.</summary>
    public static decimal? AddUp(IEnumerable<FolderBatch> batches) =>
        batches.Aggregate((decimal?)0, static (sum, batch) => sum + batch.UpTo);

    public void Add(PurchaseKey purchase, decimal? upTo)
    {
        Total += _open.Add(purchase) ? 1 : 0;
        UpTo += upTo;
    }

    public void End(PurchaseKey purchase, bool isUnknown)
    {
        bool isLost = _open.Remove(purchase) && isUnknown && BatchId is null;
        if (isLost)
        {
            _lost.Add(purchase);
        }
        else
        {
            _lost.Remove(purchase);
        }
    }

    /// <summary>Takes note of the service's id. What was lost with the batch is under way again.</summary>
    public void Find(string? id)
    {
        BatchId = id;
        _open.UnionWith(_lost);
        _lost.Clear();
    }

    /// <summary>Leaves a purchase to another claim.</summary>
    public void Forget(PurchaseKey purchase) => _lost.Remove(purchase);

    public bool Holds(PurchaseKey purchase) => SubmittingAt is not null && _open.Contains(purchase);
}
