namespace GptImage.Sdk;

/// <summary>The finished picture in a file; the last update of a stream.</summary>
public sealed record SavedCompletedImageUpdate : SavedImageUpdate
{
    /// <summary>Gets what the service counted, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets the finished picture with all that the service says about it.</summary>
    public required SavedImageResult Result { get; init; }
}
