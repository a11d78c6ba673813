namespace GptImage.Sdk;

/// <summary>A body whose coding is known.</summary>
/// <param name="Blocks">The unpacked bytes; the packed ones when they cannot be unpacked.</param>
/// <param name="ForeignCoding">The coding that cannot be unpacked; <see langword="null"/> when there is none.</param>
internal sealed record OpenedAnswer(BlockReader Blocks, string? ForeignCoding) : IDisposable
{
    public void Dispose() => Blocks.Dispose();
}
