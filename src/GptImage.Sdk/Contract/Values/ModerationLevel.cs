namespace GptImage.Sdk;

/// <summary>How strictly the service filters a request.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new ModerationLevel("strict")</c>.</remarks>
public readonly record struct ModerationLevel
{
    private readonly string? _value;

    /// <summary>Names a moderation level by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>auto</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ModerationLevel(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>auto</c>: the standard filter.</summary>
    public static ModerationLevel Auto { get; } = new("auto");

    /// <summary>Gets <c>low</c>: a less restrictive filter.</summary>
    public static ModerationLevel Low { get; } = new("low");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
