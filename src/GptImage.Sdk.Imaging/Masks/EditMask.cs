using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>A finished mask: a PNG with alpha of the picture's size, transparent where to edit, below 4 MB.</summary>
public sealed record EditMask
{
    /// <summary>Gets the PNG.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Gets the size: that of the picture as a viewer shows it.</summary>
    public required ImageSize Size { get; init; }

    /// <summary>Gets how much of the picture may change.</summary>
    /// <value>0 to 1; only pixels that may change wholly count.</value>
    public double EditShare { get; init; }

    /// <summary>Gets the mask's findings: an error when it is empty, a warning when it covers the whole picture.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Makes an input of it, for <see cref="ImageToImageRequest.Mask"/>.</summary>
    /// <returns>The input.</returns>
    public ImageInput ToInput() => ImageInput.FromBytes(Bytes);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size}, {EditShare:P1} may change");
}
