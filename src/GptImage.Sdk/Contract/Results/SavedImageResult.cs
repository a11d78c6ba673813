namespace GptImage.Sdk;

/// <summary>The pictures of a call, on disk.</summary>
public sealed record SavedImageResult : ImageCallResult
{
    /// <summary>Gets the files in the order of the service.</summary>
    public IReadOnlyList<SavedImage> Files { get; init; } = [];
}
