namespace GptImage.Sdk;

/// <summary>A frame on its way: what it shows, and what is sent for it.</summary>
internal sealed record PlannedFrame(int Number, FrameRequest Request, ImageRequest ImageRequest, RequestPlan Plan)
{
    /// <summary>Gets which picture of the frame is made: more than one when checks fail.</summary>
    public int Picture { get; init; } = 1;

    public StoryboardFrame Fail(GptImageException error, ChargeState charge) => new()
    {
        Number = Number,
        Request = Request,
        Plan = Plan,
        Error = error,
        Charge = charge,
        RequestId = error.RequestId,
    };
}
