namespace GptImage.Sdk.Imaging;

/// <summary>How a text was set.</summary>
public sealed record PlacedText
{
    /// <summary>Gets the font size in pixels.</summary>
    public double Size { get; init; }

    /// <summary>Gets the lines, in the order of reading.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Gets the rectangle around the lines, in whole pixels.</summary>
    public ImageArea Area { get; init; }

    /// <summary>Gets the names of the fonts it was set in, the one with the most letters first.</summary>
    public IReadOnlyList<string> Fonts { get; init; } = [];
}
