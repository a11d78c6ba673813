namespace GptImage.Sdk;

/// <summary>A difference between what was asked for and what came.</summary>
public sealed record ImageDeviation
{
    /// <summary>Gets the parameter by its wire name, for example <c>size</c>.</summary>
    public required string Parameter { get; init; }

    /// <summary>Gets what was asked for.</summary>
    public required string Asked { get; init; }

    /// <summary>Gets what came, measured from the bytes where they tell.</summary>
    public required string Got { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Parameter}: asked for {Asked}, got {Got}";
}
