namespace GptImage.Sdk;

/// <summary>A difference between what was asked for and what came.</summary>
public sealed record ImageDeviation
{
    /// <summary>Gets the parameter by its wire name, for example <c>size</c>.</summary>
    public required string Parameter { get; init; }

    /// <summary>Gets the value that was asked for.</summary>
    public required string Requested { get; init; }

    /// <summary>Gets the value that came, measured from the bytes where possible.</summary>
    public required string Actual { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Parameter}: asked for {Requested}, got {Actual}";
}
