namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>A picture as text.</summary>
internal sealed record StringPicture(string B64Json);
