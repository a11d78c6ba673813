namespace GptImage.Sdk;

/// <summary>Asks the service how far the batches of a folder are.</summary>
internal sealed class BatchFollower(BatchClient client)
{
    /// <summary>How long a batch whose creation got no answer may take to show up in the list.</summary>
    private static readonly TimeSpan ListPatience = TimeSpan.FromMinutes(10);

    /// <summary>A batch has 24 hours, and its results are kept for 30 days.</summary>
    private static readonly TimeSpan ResultLife = TimeSpan.FromDays(31);

    /// <summary>Looks once more for the batches that did not show up in the list in time: one that did later is followed
    /// again.</summary>
    public async Task FindLostAsync(FolderLedger ledger, CancellationToken cancellationToken)
    {
        foreach (FolderBatch batch in ledger.Batches.Sent.Where(batch => batch.IsLost && !IsOver(batch)).ToArray())
        {
            if (await client.Calls.FindAsync(batch.Key, cancellationToken).ConfigureAwait(false) is { Id: { } id })
            {
                ledger.MarkSubmitted(batch.Key, id);
            }
        }
    }

    /// <summary>Finds a batch: by its id, or by its key in the list where nothing says whether it was created.</summary>
    public async Task<ImageBatchPart> FindAsync(FolderBatch batch, CancellationToken cancellationToken)
    {
        // Asked before the list is read: what the list does not have then does not exist.
        bool isLate = client.Time.GetUtcNow() >= batch.SubmittingAt + ListPatience;
        ImageBatchPart? found = batch.BatchId is { } id
            ? await GetAsync(batch, id, cancellationToken).ConfigureAwait(false)
            : await client.Calls.FindAsync(batch.Key, cancellationToken).ConfigureAwait(false)
                ?? new ImageBatchPart { Status = isLate ? ImageBatchStatus.Unknown : ImageBatchStatus.Submitting };
        return found with { Total = batch.Total };
    }

    /// <summary>Cancels a batch that goes on.</summary>
    public async Task<ImageBatchPart> CancelAsync(FolderBatch batch, CancellationToken cancellationToken)
    {
        ImageBatchPart part = await FindAsync(batch, cancellationToken).ConfigureAwait(false);
        if (part is not { Id: { } id, Status.HasEnded: false } || part.Status == ImageBatchStatus.Cancelling)
        {
            return part;
        }

        try
        {
            return await client.Calls.CancelAsync(id, cancellationToken).ConfigureAwait(false) with { Total = batch.Total };
        }
        catch (GptImageApiException exception) when (exception.StatusCode is 400 or 409)
        {
            // It came to its end in the meantime.
            return await FindAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ImageBatchPart> GetAsync(FolderBatch batch, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Calls.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (GptImageApiException exception) when (exception.StatusCode == 404)
        {
            bool isOver = IsOver(batch);
            return new ImageBatchPart
            {
                Id = id,
                Status = ImageBatchStatus.Unknown,
                MayBeElsewhere = !isOver,
                ErrorMessage = isOver
                    ? null
                    : $"The service does not know the batch {id} in this account. Is it the key and the project that submitted it? With "
                        + "those it can be collected; ImageBatchOptions.RepeatPossiblyCharged abandons it and submits its requests again.",
            };
        }
    }

    private bool IsOver(FolderBatch batch) => client.Time.GetUtcNow() >= batch.SubmittingAt + ResultLife;
}
