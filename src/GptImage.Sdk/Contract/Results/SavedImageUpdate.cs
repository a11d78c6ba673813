namespace GptImage.Sdk;

/// <summary>A preview or the finished picture of a stream, as a file.</summary>
public sealed record SavedImageUpdate
{
    /// <summary>Gets the file.</summary>
    public required SavedImage File { get; init; }

    /// <summary>Gets the number of the preview from 0 on, or <see langword="null"/> for the finished picture.</summary>
    public int? Index { get; init; }

    /// <summary>Gets whether this is the finished picture.</summary>
    public bool IsCompleted => Index is null;

    /// <summary>Gets what the service counted, or <see langword="null"/> for a preview or when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets the finished picture with all that the service says of it, or <see langword="null"/> for a preview.</summary>
    public SavedImageResult? Result { get; init; }
}
