namespace GptImage.Sdk.Testing;

/// <summary>An input of a JSON edit: what it leads to, or why it leads nowhere.</summary>
internal sealed record ImageReference(string Field, ServiceError? Fault, FormPart? Part);
