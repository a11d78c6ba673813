namespace GptImage.Sdk;

/// <summary>A frame on its way: what it shows, and what is sent for it.</summary>
internal sealed record PlannedFrame(int Number, FrameRequest Request, ImageRequest ImageRequest, RequestPlan Plan)
{
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
