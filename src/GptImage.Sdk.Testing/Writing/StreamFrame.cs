namespace GptImage.Sdk.Testing;

/// <summary>One event of a stream: its type, and what writes its one-line JSON, in which the type is the first member.</summary>
internal sealed record StreamFrame(string Type, Func<ReadOnlyMemory<byte>> Write);
