namespace GptImage.Sdk;

/// <summary>A preview in a file: the same size and format as the finished picture, with less detail. Each one asked for costs 100 output
/// tokens.</summary>
public sealed record SavedPartialImageUpdate : SavedImageUpdate
{
    /// <summary>Gets the number of the preview, from 0 on.</summary>
    public int Index { get; init; }
}
