namespace GptImage.Sdk;

/// <summary>A parameter of a request with a single value: its name on the wire, and where the value comes from.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Read">Reads the value: a string, a bool, a number, a <see cref="SvgAuthor"/>, or <see langword="null"/> to send
/// nothing.</param>
internal sealed record WireParameter(string Name, Func<ImageRequest, object?> Read)
{
    /// <summary>Gets which models the parameter is sent to; unknown models get every parameter.</summary>
    public Func<ModelFacts, bool> IsSentTo { get; init; } = _ => true;
}
