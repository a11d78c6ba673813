namespace GptImage.Sdk;

/// <summary>Makes frames in memory.</summary>
internal sealed class MemoryFrameMaker(IGptImageClient client) : IFrameMaker
{
    public bool KeepsFrames => false;

    public ValueTask PrepareAsync(PlannedFrame frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async Task<StoryboardFrame> MakeAsync(PlannedFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            ImageResult result = await client.GenerateAsync(frame.ImageRequest, cancellationToken).ConfigureAwait(false);
            return new StoryboardFrame
            {
                Number = frame.Number,
                Request = frame.Request,
                Plan = frame.Plan,
                Image = result.Image,
                Charge = ChargeState.Charged,
                Usage = result.Usage,
                Cost = JobRecord.CostOf(result.Usage, frame.Plan),
                RequestId = result.RequestId,
            };
        }
        catch (GptImageException exception)
        {
            return frame.Fail(exception, exception.Charge);
        }
    }

    /// <summary>Nobody comes back to a story that was not kept, so it goes on.</summary>
    public bool EndsChain(StoryboardFrame frame) => false;

    public void Dispose()
    {
    }
}
