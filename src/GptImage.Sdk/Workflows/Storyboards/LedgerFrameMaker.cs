using System.Collections.Concurrent;

namespace GptImage.Sdk;

/// <summary>Makes frames in a folder, by its ledger: what is finished there is not bought again.</summary>
internal sealed class LedgerFrameMaker(JobBuyer buyer, StoryboardOptions options) : IFrameMaker
{
    private readonly ConcurrentDictionary<int, JobItem> _items = [];

    public bool KeepsFrames => true;

    /// <summary>Hashes the inputs on another thread: that is nothing for one that draws windows.</summary>
    public async ValueTask PrepareAsync(PlannedFrame frame, CancellationToken cancellationToken) =>
        _items[frame.Number] = await Task.Run(() => buyer.Identify(frame.Number - 1, frame.ImageRequest), cancellationToken)
            .ConfigureAwait(false);

    public async Task<StoryboardFrame> MakeAsync(PlannedFrame frame, CancellationToken cancellationToken)
    {
        JobItem item = _items[frame.Number];

        // A frame that was under way when an earlier run was killed is no finished one, and not redone in passing.
        bool isRedone = options.Redo.Contains(frame.Number) && item.History?.Last is { Event: JobLine.Ended };
        ImageJobEntry entry = item.Entry
            ?? (isRedone ? null : await Task.Run(() => buyer.Recall(item), cancellationToken).ConfigureAwait(false))
            ?? await buyer.RunAsync(item, cancellationToken).ConfigureAwait(false);
        return Finish(frame, entry);
    }

    public bool EndsChain(StoryboardFrame frame) =>
        frame is { Error: not (null or GptImageModerationException), Charge: ChargeState.PossiblyCharged or ChargeState.Charged };

    public void Dispose() => buyer.Dispose();

    private static StoryboardFrame Finish(PlannedFrame frame, ImageJobEntry entry)
    {
        GptImageException? error = entry.Outcome == ImageJobOutcome.Finished ? null : entry.Error as GptImageException ?? Remember(entry);
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

    /// <summary>Says of a frame of an earlier run why there is no picture of it, and how to get one.</summary>
    private static GptImageException Remember(ImageJobEntry entry)
    {
        if (entry.Outcome == ImageJobOutcome.FilesChanged)
        {
            return new GptImageResponseException(
                "An earlier run finished this frame, and its file was deleted or changed since. Put the file back, or set "
                + "StoryboardOptions.RepeatChangedFiles to buy the frame again.")
            { Charge = entry.Charge, RequestId = entry.RequestId };
        }

        string message =
            $"An earlier run does not know whether this frame was bought. Look into your usage, and set "
            + $"StoryboardOptions.RepeatPossiblyCharged to buy it again. "
            + $"{(entry.ErrorName is null ? "The run ended while the frame was under way." : "It ended with: " + entry.ErrorMessage)}";
        return entry.ErrorName == nameof(GptImageModerationException)
            ? new GptImageModerationException(message) { Charge = entry.Charge, RequestId = entry.RequestId }
            : new GptImageResponseException(message) { Charge = entry.Charge, RequestId = entry.RequestId };
    }
}
