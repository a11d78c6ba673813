namespace GptImage.Sdk;

/// <summary>Waits for the batches of a folder and collects their pictures. What the ledger has is not written again.</summary>
internal sealed class BatchCollector
{
    /// <summary>How often a result file is fetched again from its beginning while nothing new came of it.</summary>
    private const int MostFruitless = 5;

    private readonly BatchClient _client;
    private readonly FolderLedger _ledger;
    private readonly BatchFollower _follower;
    private readonly BatchPace _pace;
    private readonly BatchShelf _shelf;

    public BatchCollector(BatchClient client, FolderLedger ledger, BatchShelf shelf)
    {
        _client = client;
        _ledger = ledger;
        _shelf = shelf;
        _follower = new BatchFollower(client);
        _pace = new BatchPace(client.Time);
    }

    /// <summary>Goes on until every batch has an end and is collected.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            List<ImageBatchPart> underWay = [];
            ImageBatchPart? elsewhere = null;
            foreach (FolderBatch batch in _ledger.Batches.Sent.Where(batch => batch.IsOpen).ToArray())
            {
                if (await FindAsync(batch, cancellationToken).ConfigureAwait(false) is not { } part)
                {
                    underWay.Add(new ImageBatchPart { Status = ImageBatchStatus.InProgress, Total = batch.Total });
                }
                else if (part.MayBeElsewhere)
                {
                    elsewhere = part;
                }
                else if (part.Status.HasEnded)
                {
                    _shelf.UnderWay = [.. underWay];
                    await EndAsync(batch, part, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    underWay.Add(part);
                }
            }

            _shelf.UnderWay = underWay;
            _shelf.Tell(latest: null);
            if (underWay.Count == 0)
            {
                if (elsewhere is not null)
                {
                    _shelf.Failure = new GptImageApiException(elsewhere.ErrorMessage ?? "") { StatusCode = 404 };
                    throw _shelf.Failure;
                }

                return;
            }

            await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks how far a batch is. A service that cannot be reached for a while is asked again.</summary>
    private async Task<ImageBatchPart?> FindAsync(FolderBatch batch, CancellationToken cancellationToken)
    {
        ImageBatchPart part;
        try
        {
            part = await _follower.FindAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (GptImageException exception) when (_pace.MayAskAgain(exception))
        {
            return null;
        }

        _pace.Note(part.Status);
        if (batch.BatchId is null && part.Id is { } id)
        {
            _ledger.MarkSubmitted(batch.Key, id);
        }

        return part;
    }

    private async Task EndAsync(FolderBatch batch, ImageBatchPart part, CancellationToken cancellationToken)
    {
        if (part.Status == ImageBatchStatus.Unknown)
        {
            _client.Spending.Release(batch.Key, isPossible: true);
            BatchSubmitter.Lose(_ledger, batch, part);
            _shelf.Refresh();
            return;
        }

        bool isWhole = true;
        if (part.Status != ImageBatchStatus.Failed)
        {
            isWhole = await ReadAsync(batch, part, cancellationToken).ConfigureAwait(false);
        }

        if (batch.Open.Count > 0)
        {
            PurchaseEnd end = BatchEnds.ForRest(part, isWhole);
            _client.Spending.Release(batch.Key, end.State == PurchaseState.Unknown);
            _ledger.EndBatch(batch, end);
            _shelf.Refresh();
        }

        _client.Spending.Release(batch.Key, isPossible: false);
    }

    /// <summary>Reads the results of a batch.</summary>
    /// <returns>Whether they have all lines, and all that the service counted.</returns>
    private async Task<bool> ReadAsync(FolderBatch batch, ImageBatchPart part, CancellationToken cancellationToken)
    {
        _shelf.Begin(batch, cancellationToken);
        try
        {
            bool isOutputWhole = await ReadAsync(part.OutputFileId, cancellationToken).ConfigureAwait(false);
            bool isErrorWhole = await ReadAsync(part.ErrorFileId, cancellationToken).ConfigureAwait(false);
            return isOutputWhole && isErrorWhole && part.Completed <= _shelf.Completed;
        }
        finally
        {
            await _shelf.FinishAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Reads a result file, from its beginning again when it breaks off: what came of it is not written again.</summary>
    /// <returns>Whether all of its lines could be read. A file that the batch does not have has none.</returns>
    private async Task<bool> ReadAsync(string? fileId, CancellationToken cancellationToken)
    {
        if (fileId is null)
        {
            return true;
        }

        int fruitless = 0;
        while (true)
        {
            int taken = _shelf.Taken;
            try
            {
                return await _client.Calls.ReadAsync(fileId, _shelf, cancellationToken).ConfigureAwait(false) == 0;
            }
            catch (GptImageApiException exception) when (exception.StatusCode == 404)
            {
                // The service has deleted it: nothing more can be learned.
                return false;
            }
            catch (GptImageException exception) when (_shelf.Failure is null && BatchPace.IsPassing(exception))
            {
                fruitless = _shelf.Taken > taken ? 1 : fruitless + 1;
                if (fruitless > MostFruitless)
                {
                    throw;
                }

                await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
