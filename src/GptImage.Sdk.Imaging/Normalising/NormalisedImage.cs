namespace GptImage.Sdk.Imaging;

/// <summary>A picture in a form the service takes: PNG, JPEG or WebP, upright, 8-bit RGB or RGBA, nothing beside the pixels but their
/// profile.</summary>
public sealed record NormalisedImage
{
    internal NormalisedImage(ReadOnlyMemory<byte> bytes, OutputFormat format, ImageSize size, IReadOnlyList<NormaliserStep> steps)
    {
        Bytes = bytes;
        Format = format;
        Size = size;
        Steps = steps;
    }

    /// <summary>Gets the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Gets its format.</summary>
    public OutputFormat Format { get; }

    /// <summary>Gets its size in pixels.</summary>
    public ImageSize Size { get; }

    /// <summary>Gets everything that was done. Empty when the file is as it was.</summary>
    public IReadOnlyList<NormaliserStep> Steps { get; }

    /// <summary>Gets whether the file is another than it was.</summary>
    public bool IsChanged => Steps.Count > 0;

    /// <summary>Makes an input image of it.</summary>
    /// <returns>The input.</returns>
    public ImageInput ToInput() => ImageInput.FromBytes(Bytes);
}
