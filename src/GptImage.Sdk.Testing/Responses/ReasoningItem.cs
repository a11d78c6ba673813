namespace GptImage.Sdk.Testing;

/// <summary>That the model thought; what it thought is not told.</summary>
internal sealed record ReasoningItem(string Id) : OutputItem(Id);
