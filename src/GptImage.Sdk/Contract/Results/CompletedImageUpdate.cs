namespace GptImage.Sdk;

/// <summary>The finished picture; the last update of a stream.</summary>
public sealed record CompletedImageUpdate : ImageUpdate
{
    /// <summary>Gets the picture.</summary>
    public required GeneratedImage Image { get; init; }

    /// <summary>Gets what the service counted, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets the picture with all that the service says of it.</summary>
    public required ImageResult Result { get; init; }
}
