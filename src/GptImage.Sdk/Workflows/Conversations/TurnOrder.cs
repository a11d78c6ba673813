namespace GptImage.Sdk;

/// <summary>A turn that is to be bought.</summary>
/// <param name="Number">The number that its file begins with.</param>
/// <param name="Id">What tells it apart from all others: its content, and its number among equal turns.</param>
/// <param name="Request">The request with inputs that must have the bytes of the id.</param>
/// <param name="Plan">What is sent for it.</param>
/// <param name="PartialImages">How many previews are asked for; <see langword="null"/> for a call without a stream.</param>
/// <param name="Tell">Takes the previews, or <see langword="null"/>.</param>
internal sealed record TurnOrder(
    int Number, string Id, ImageRequest Request, RequestPlan Plan, int? PartialImages = null, Action<PartialImageUpdate>? Tell = null);
