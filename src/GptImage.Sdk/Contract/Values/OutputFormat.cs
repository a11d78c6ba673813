namespace GptImage.Sdk;

/// <summary>The file format of a generated image.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new OutputFormat("avif")</c>.</remarks>
public readonly record struct OutputFormat
{
    private readonly string? _value;

    /// <summary>Names a format by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>png</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public OutputFormat(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>png</c>: lossless, keeps transparency.</summary>
    public static OutputFormat Png { get; } = new("png");

    /// <summary>Gets <c>jpeg</c>: small and fast, no transparency.</summary>
    public static OutputFormat Jpeg { get; } = new("jpeg");

    /// <summary>Gets <c>webp</c>: small, keeps transparency.</summary>
    public static OutputFormat Webp { get; } = new("webp");

    /// <summary>Gets <c>gif</c>: an animation; 2.6 with preview access.</summary>
    public static OutputFormat Gif { get; } = new("gif");

    /// <summary>Gets <c>svg</c>: vector graphics as text; 2.6 with preview access.</summary>
    public static OutputFormat Svg { get; } = new("svg");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
