namespace GptImage.Sdk;

/// <summary>How much work the model puts into a picture.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new ImageQuality("ultra")</c>.</remarks>
public readonly record struct ImageQuality
{
    private readonly string? _value;

    /// <summary>Names a quality by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>low</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ImageQuality(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>low</c>: the fastest and cheapest.</summary>
    public static ImageQuality Low { get; } = new("low");

    /// <summary>Gets <c>medium</c>: the middle; enough for most small text.</summary>
    public static ImageQuality Medium { get; } = new("medium");

    /// <summary>Gets <c>high</c>: the most detail up to gpt-image-2; the middle of 2.5 and 2.6.</summary>
    public static ImageQuality High { get; } = new("high");

    /// <summary>Gets <c>xhigh</c>: above high, on 2.5 and 2.6.</summary>
    public static ImageQuality XHigh { get; } = new("xhigh");

    /// <summary>Gets <c>max</c>: the most detail of 2.5 and 2.6.</summary>
    public static ImageQuality Max { get; } = new("max");

    /// <summary>Gets <c>auto</c>: the service decides.</summary>
    public static ImageQuality Auto { get; } = new("auto");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
