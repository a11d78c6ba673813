namespace GptImage.Sdk;

/// <summary>A request on its way: as it was composed, and the plan that a caller sees of it.</summary>
internal sealed record PlannedCall(ComposedRequest Composed, RequestPlan Plan)
{
    public ImageRequest Request => Composed.Request;

    public RequestFields Fields => Plan.Fields;

    public void ThrowIfInvalid() => Plan.ThrowIfInvalid();
}
