namespace GptImage.Sdk;

/// <summary>Where the safety system stopped a request.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new ModerationStage("review")</c>.</remarks>
public readonly record struct ModerationStage
{
    private readonly string? _value;

    /// <summary>Names a stage by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>input</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ModerationStage(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>input</c>: the prompt or an input image was refused; nothing was made.</summary>
    public static ModerationStage Input { get; } = new("input");

    /// <summary>Gets <c>output</c>: a picture was made and withheld.</summary>
    public static ModerationStage Output { get; } = new("output");

    /// <summary>Gets <c>unknown</c>: the service does not say.</summary>
    public static ModerationStage Unknown { get; } = new("unknown");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
