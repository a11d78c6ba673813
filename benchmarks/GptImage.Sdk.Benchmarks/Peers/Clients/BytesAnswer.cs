namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>An answer with its pictures as bytes.</summary>
internal sealed record BytesAnswer(IReadOnlyList<BytesPicture> Data);
