namespace GptImage.Sdk.Testing;

/// <summary>A finished response.</summary>
internal sealed record ResponseRecord(
    string Id, ResponseOrder Order, DateTimeOffset CreatedAt, IReadOnlyList<OutputItem> Output, FakeResponseOutcome Outcome)
{
    public string Status =>
        Outcome.FailureCode is not null ? "failed" : Outcome.IncompleteReason is not null ? "incomplete" : "completed";

    public IEnumerable<CallItem> Calls => Output.OfType<CallItem>();

    public string? ReasoningId => Output.OfType<ReasoningItem>().FirstOrDefault()?.Id;

    /// <summary>Gets the pictures that a response after this one sees.</summary>
    public IReadOnlyList<ContextPicture> Context =>
    [
        .. Order.History, .. Order.Pictures,
        .. Calls.Select(call => call.Picture).OfType<FormPart>().Select(picture => new ContextPicture(picture, IsGenerated: true)),
    ];
}
