using System.Collections.Concurrent;

namespace GptImage.Sdk;

/// <summary>Makes frames in a folder, by its ledger: what is finished there is not bought again.</summary>
internal sealed class LedgerFrameMaker : IFrameMaker
{
    private readonly ConcurrentDictionary<int, JobItem> _items = [];
    private readonly FolderLedger _ledger;
    private readonly JobBuyer _buyer;
    private readonly StoryboardOptions _options;

    private LedgerFrameMaker(FolderLedger ledger, JobBuyer buyer, StoryboardOptions options)
    {
        _ledger = ledger;
        _buyer = buyer;
        _options = options;
    }

    public bool KeepsFrames => true;

    /// <exception cref="IOException">Another run works in the folder, or the ledger cannot be read or written.</exception>
    public static async Task<LedgerFrameMaker> OpenAsync(IGptImageClient client, StoryboardOptions options, ImageJobOptions job)
    {
        FolderLedger ledger = FolderLedger.Open(job.OutputDirectory, job.TimeProvider, job.SpendLimit);
        try
        {
            JobBuyer buyer = await JobBuyer.CreateAsync(client, job, ledger, CancellationToken.None).ConfigureAwait(false);
            return new LedgerFrameMaker(ledger, buyer, options);
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Hashes the inputs on another thread: that is nothing for one that draws windows.</summary>
    public async ValueTask PrepareAsync(PlannedFrame frame, CancellationToken cancellationToken) =>
        _items[frame.Number] = await Task.Run(
            () => _buyer.IdentifyAsync(
                frame.Number - 1, frame.ImageRequest, _options.Revisions.GetValueOrDefault(frame.Number, 1), cancellationToken).AsTask(),
            cancellationToken).ConfigureAwait(false);

    public async Task<FrameStep> MakeAsync(PlannedFrame frame, BoundedWork work, CancellationToken cancellationToken)
    {
        JobItem item = _items[frame.Number];
        item = frame.Picture == 1 ? item : _buyer.CreateRetry(item, frame.ImageRequest, frame.Picture);
        ImageJobEntry? known = item.Entry ?? await _buyer.RecallAsync(item, cancellationToken).ConfigureAwait(false);
        JobStep step = known is null
            ? await _buyer.RunAsync(item, work, cancellationToken).ConfigureAwait(false)
            : new JobStep(known);
        return step.Entry switch
        {
            { Outcome: ImageJobOutcome.NotStarted, Error: GptImageException held } when step.Failure is null =>
                new FrameStep(frame.Fail(held, ChargeState.NotSent)),
            { Outcome: ImageJobOutcome.NotStarted } => new FrameStep(null, step.Failure),
            { Error: OperationCanceledException canceled } => new FrameStep(null, step.Failure ?? canceled),
            var entry => new FrameStep(Finish(frame, entry), step.Failure),
        };
    }

    public void Dispose() => _ledger.Dispose();

    private static StoryboardFrame Finish(PlannedFrame frame, ImageJobEntry entry)
    {
        GptImageException? error = entry.Outcome != ImageJobOutcome.Finished ? entry.Error as GptImageException
                ?? RememberedFailure.Create(entry, "frame", nameof(StoryboardOptions))
            : entry.Files.Count > 0 ? null
            : new GptImageResponseException("The client's result has no file for this frame.")
            {
                Charge = entry.Charge,
                RequestId = entry.RequestId,
            };
        return new StoryboardFrame
        {
            Number = frame.Number,
            Request = frame.Request,
            Plan = frame.Plan,
            File = error is null ? entry.Files[0] : null,
            Error = error,
            Charge = entry.Charge,
            IsFromLedger = entry.IsFromLedger,
            Usage = entry.Usage,
            Cost = entry.Cost,
            RequestId = entry.RequestId,
        };
    }
}
