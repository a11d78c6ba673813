namespace GptImage.Sdk.Imaging;

/// <summary>How a text was set.</summary>
public sealed record PlacedText
{
    internal PlacedText(double size, IReadOnlyList<string> lines, ImageArea area)
    {
        Size = size;
        Lines = lines;
        Area = area;
    }

    /// <summary>Gets the font size in pixels.</summary>
    public double Size { get; }

    /// <summary>Gets the lines, in the order of reading.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Gets the rectangle around the lines, in pixels.</summary>
    public ImageArea Area { get; }
}
