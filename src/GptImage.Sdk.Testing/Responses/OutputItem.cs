namespace GptImage.Sdk.Testing;

/// <summary>One item of what a response puts out.</summary>
internal abstract record OutputItem(string Id);
