namespace GptImage.Sdk.Testing;

/// <summary>Keeps the batches of the account.</summary>
internal sealed class BatchStore(BatchServices services) : IDisposable
{
    private readonly object _gate = new();
    private readonly List<Batch> _batches = [];

    public Batch Add(BatchOrder order, FakeBatchOutcome outcome)
    {
        lock (_gate)
        {
            string id = FakeId.Make("batch_", FormattableString.Invariant($"batch {_batches.Count + 1}"));
            _batches.Add(new Batch(id, order, outcome, services));
            return _batches[^1];
        }
    }

    public Batch? Find(string id) => All().FirstOrDefault(batch => batch.Id == id);

    /// <summary>Lists all batches, the oldest first.</summary>
    public IReadOnlyList<Batch> All()
    {
        lock (_gate)
        {
            return [.. _batches];
        }
    }

    /// <summary>Lists the batches that callers see in the list, the newest first.</summary>
    public IEnumerable<Batch> Listed()
    {
        DateTimeOffset now = services.Clock.GetUtcNow();
        return All().Where(batch => batch.ListedFrom <= now).Reverse();
    }

    /// <summary>Moves each batch on by so many states.</summary>
    public async Task MoveAsync(int steps, CancellationToken cancellationToken)
    {
        foreach (Batch batch in All())
        {
            for (int step = 0; step < steps; step++)
            {
                await batch.MoveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        foreach (Batch batch in All())
        {
            batch.Dispose();
        }
    }
}
