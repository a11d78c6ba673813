namespace GptImage.Sdk;

/// <summary>How closely input images are kept.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new InputFidelity("exact")</c>.</remarks>
public readonly record struct InputFidelity
{
    private readonly string? _value;

    /// <summary>Names a fidelity by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>low</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public InputFidelity(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>low</c>: the essentials.</summary>
    public static InputFidelity Low { get; } = new("low");

    /// <summary>Gets <c>high</c>: faces and logos in detail; gpt-image-1.5 only, later models always work so.</summary>
    public static InputFidelity High { get; } = new("high");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
