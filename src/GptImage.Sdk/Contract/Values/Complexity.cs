namespace GptImage.Sdk;

/// <summary>How much planning the model puts into a picture, apart from its quality.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new Complexity("extreme")</c>.</remarks>
public readonly record struct Complexity
{
    private readonly string? _value;

    /// <summary>Names a complexity by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>low</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public Complexity(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>low</c>: for focused edits.</summary>
    public static Complexity Low { get; } = new("low");

    /// <summary>Gets <c>medium</c>: the middle.</summary>
    public static Complexity Medium { get; } = new("medium");

    /// <summary>Gets <c>high</c>: for dense layouts and many objects; the default of the 2.6 models.</summary>
    public static Complexity High { get; } = new("high");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
