namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>A picture as bytes.</summary>
internal sealed record BytesPicture(byte[] B64Json);
