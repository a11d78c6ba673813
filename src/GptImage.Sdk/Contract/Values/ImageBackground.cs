namespace GptImage.Sdk;

/// <summary>What lies behind the subject of a picture.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new ImageBackground("checkered")</c>.</remarks>
public readonly record struct ImageBackground
{
    private readonly string? _value;

    /// <summary>Names a background by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>transparent</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ImageBackground(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>transparent</c>: no background; needs png or webp.</summary>
    public static ImageBackground Transparent { get; } = new("transparent");

    /// <summary>Gets <c>opaque</c>: a filled background.</summary>
    public static ImageBackground Opaque { get; } = new("opaque");

    /// <summary>Gets <c>auto</c>: the service decides.</summary>
    public static ImageBackground Auto { get; } = new("auto");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
