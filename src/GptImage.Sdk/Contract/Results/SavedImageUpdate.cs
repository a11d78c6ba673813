namespace GptImage.Sdk;

/// <summary>What a stream to files brings: previews, then the finished picture, each as a file.</summary>
public abstract record SavedImageUpdate
{
    private protected SavedImageUpdate()
    {
    }

    /// <summary>Gets the file.</summary>
    public required SavedImage File { get; init; }
}
