namespace GptImage.Sdk.Testing;

/// <summary>A finished picture as a file, and the previews that a stream shows before it, the coarsest first.</summary>
internal sealed record DrawnPicture(byte[] File, IReadOnlyList<byte[]> Partials);
