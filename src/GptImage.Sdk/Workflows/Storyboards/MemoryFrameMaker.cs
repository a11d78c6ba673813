namespace GptImage.Sdk;

/// <summary>Makes frames in memory.</summary>
internal sealed class MemoryFrameMaker(IGptImageClient client) : IFrameMaker
{
    public bool KeepsFrames => false;

    public ValueTask PrepareAsync(PlannedFrame frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async Task<FrameStep> MakeAsync(PlannedFrame frame, BoundedWork work, CancellationToken cancellationToken)
    {
        try
        {
            ImageResult result = await work.WhenAffordableAsync(() => client.GenerateAsync(frame.ImageRequest, cancellationToken))
                .ConfigureAwait(false);
            if (client.RequireResult(result).Images.Count == 0)
            {
                return new FrameStep(frame.Fail(
                    new GptImageResponseException("The client's result has no picture for this frame.")
                    {
                        Charge = result.Charge,
                        RequestId = result.RequestId,
                    }, result.Charge));
            }

            return new FrameStep(new StoryboardFrame
            {
                Number = frame.Number,
                Request = frame.Request,
                Plan = frame.Plan,
                Image = result.Image,
                Charge = ChargeState.Charged,
                Usage = result.Usage,
                Cost = JobEntries.CostOf(result.Usage, frame.Plan),
                RequestId = result.RequestId,
            });
        }
        catch (GptImageException exception)
        {
            return new FrameStep(frame.Fail(exception, exception.Charge));
        }
    }

    public void Dispose()
    {
    }
}
