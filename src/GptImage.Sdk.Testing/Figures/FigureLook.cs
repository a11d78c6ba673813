using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>How a figure looks in every picture of it.</summary>
internal sealed record FigureLook
{
    public required SKColor Hair { get; init; }

    public required SKColor Skin { get; init; }

    public required SKColor Top { get; init; }

    public required SKColor Legs { get; init; }

    public required SKColor Shoes { get; init; }

    /// <summary>Gets the colour of what is on the head, or <see langword="null"/> when nothing is.</summary>
    public SKColor? Hat { get; init; }

    public SKColor? Beard { get; init; }

    public SKColor Eyes { get; init; }

    public HairStyle HairStyle { get; init; }

    public Garment Garment { get; init; }

    public bool HasBoots { get; init; }

    public bool HasSkirt { get; init; }

    public bool HasBrim { get; init; }

    public bool HasGlasses { get; init; }

    /// <summary>Gets the height in heads: 2.5 to 8.</summary>
    public float Heads { get; init; }

    /// <summary>Gets the breadth: 1 is usual.</summary>
    public float Girth { get; init; } = 1;

    /// <summary>Gets the name of the animal that it is, or <see langword="null"/> for a person.</summary>
    public string? Animal { get; init; }
}
