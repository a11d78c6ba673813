namespace GptImage.Sdk;

/// <summary>A picture, and what was asked for.</summary>
public sealed record PictureToCheck
{
    /// <summary>Gets the picture.</summary>
    public required GeneratedImage Image { get; init; }

    /// <summary>Gets the request that it was asked for with: its texts and characters, and the prompt as the caller wrote it.</summary>
    public required ImageRequest Request { get; init; }
}
