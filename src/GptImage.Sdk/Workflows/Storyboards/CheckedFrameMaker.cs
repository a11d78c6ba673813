namespace GptImage.Sdk;

/// <summary>Makes a frame until its checks are satisfied.</summary>
internal sealed class CheckedFrameMaker(IGptImageClient client, IFrameMaker maker, CheckOptions checks)
{
    /// <summary>Makes a frame that was taken on.</summary>
    public async Task<FrameStep> MakeAsync(PlannedFrame frame, BoundedWork work, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            CheckedPurchases<FrameStep> bought = await new CheckedBuyer(client, frame.ImageRequest, checks)
                .RunAsync(BuyAsync, cancellationToken).ConfigureAwait(false);
            FrameStep best = bought.Best.Value;
            return new FrameStep(best.Frame is { } made ? made with { Check = bought.Result } : null, failure);
        }
        catch (GptImageBudgetException exception)
        {
            return new FrameStep(frame.Fail(exception, ChargeState.NotSent));
        }

        async Task<CheckedPurchase<FrameStep>> BuyAsync(ImageRequest request, int number)
        {
            if (number > 1 && work.IsStopped)
            {
                return new CheckedPurchase<FrameStep>(new FrameStep(null), [], Stop());
            }

            PlannedFrame next = number == 1
                ? frame
                : frame with { ImageRequest = request, Plan = client.RequirePlan(request), Picture = number };
            FrameStep step = await MakeNextAsync(next).ConfigureAwait(false);
            failure ??= step.Failure;
            if (number > 1 && step.Frame is { Error: { } error, IsFromLedger: false })
            {
                work.Observe(error);
            }

            return step is { Failure: null, Frame: { Error: null } made }
                ? new CheckedPurchase<FrameStep>(step, [ToCandidate(made)])
                : new CheckedPurchase<FrameStep>(
                    step, step.Frame is { Error: null } kept ? [ToCandidate(kept)] : [],
                    step.Failure ?? (Exception?)step.Frame?.Error ?? Stop());
        }

        // What happens to another picture ends the story, but only behind the frame that has the pictures before.
        async Task<FrameStep> MakeNextAsync(PlannedFrame next)
        {
            try
            {
                return await maker.MakeAsync(next, work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (next.Picture > 1 && exception is not OutOfMemoryException)
            {
                return new FrameStep(null, exception);
            }
        }
    }

    private static OperationCanceledException Stop() => new("The story was stopped before another picture of the frame.");

    private static CheckedCandidate ToCandidate(StoryboardFrame frame) =>
        CheckedCandidate.Create(frame.File is null ? frame.Image : null, frame.File) with
        {
            Cost = frame.Cost,
            IsFromLedger = frame.IsFromLedger,
            RequestId = frame.RequestId,
        };
}
