namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>An answer with its pictures as text.</summary>
internal sealed record StringAnswer(IReadOnlyList<StringPicture> Data);
