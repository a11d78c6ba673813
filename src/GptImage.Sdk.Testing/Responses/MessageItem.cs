namespace GptImage.Sdk.Testing;

/// <summary>What the model says; empty when a picture says it.</summary>
internal sealed record MessageItem(string Id, string Text) : OutputItem(Id);
