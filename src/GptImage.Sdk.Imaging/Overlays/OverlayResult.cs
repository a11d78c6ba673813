namespace GptImage.Sdk.Imaging;

/// <summary>A picture with texts and logos set over it.</summary>
public sealed record OverlayResult
{
    internal OverlayResult(GeneratedImage image, GeneratedImage source, IReadOnlyList<PlacedText> texts, IReadOnlyList<Finding> findings)
    {
        Image = image;
        Source = source;
        Texts = texts;
        Findings = findings;
    }

    /// <summary>Gets the finished picture.</summary>
    public GeneratedImage Image { get; }

    /// <summary>Gets the picture without texts and logos, as it came, with its content credentials.</summary>
    public GeneratedImage Source { get; }

    /// <summary>Gets how each text was set.</summary>
    public IReadOnlyList<PlacedText> Texts { get; }

    /// <summary>Gets what is odd: texts that are hard to read where they stand, with a better colour.</summary>
    public IReadOnlyList<Finding> Findings { get; }
}
