namespace GptImage.Sdk.Imaging;

/// <summary>A picture in a form the service takes: PNG, JPEG or WebP, upright, 8-bit RGB or RGBA, nothing beside the pixels but their
/// profile.</summary>
public sealed record NormalizedImage
{
    /// <summary>Gets the file.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Gets its format.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>Gets its size in pixels.</summary>
    public required ImageSize Size { get; init; }

    /// <summary>Gets everything that was done. Empty when the file is as it was.</summary>
    public IReadOnlyList<NormalizerStep> Steps { get; init; } = [];

    /// <summary>Gets whether the file is another than it was.</summary>
    public bool IsChanged => Steps.Count > 0;

    /// <summary>Makes an input image of it.</summary>
    /// <returns>The input.</returns>
    public ImageInput ToInput() => ImageInput.FromBytes(Bytes);
}
