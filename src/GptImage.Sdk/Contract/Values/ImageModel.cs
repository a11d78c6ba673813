namespace GptImage.Sdk;

/// <summary>The model that makes a picture.</summary>
/// <remarks>A value this library does not know yet is sent as it is: <c>new ImageModel("gpt-image-3")</c>.</remarks>
public readonly record struct ImageModel
{
    private readonly string? _value;

    /// <summary>Names a model by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>gpt-image-2.6-sunburst</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ImageModel(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>gpt-image-2.6-sunburst</c>: the most precise model, for edits and for keeping a subject.</summary>
    public static ImageModel GptImage26Sunburst { get; } = new("gpt-image-2.6-sunburst");

    /// <summary>Gets <c>gpt-image-2.6-flare</c>: the fast one of its generation, at the same prices.</summary>
    public static ImageModel GptImage26Flare { get; } = new("gpt-image-2.6-flare");

    /// <summary>Gets <c>gpt-image-2.5-sunburst</c>: the precise model of generation 2.5.</summary>
    public static ImageModel GptImage25Sunburst { get; } = new("gpt-image-2.5-sunburst");

    /// <summary>Gets <c>gpt-image-2.5-sunburst-2026-09-08</c>: the snapshot of 2.5 sunburst of 2026-09-08.</summary>
    public static ImageModel GptImage25SunburstSnapshot20260908 { get; } = new("gpt-image-2.5-sunburst-2026-09-08");

    /// <summary>Gets <c>gpt-image-2.5-flare</c>: the fast model of generation 2.5.</summary>
    public static ImageModel GptImage25Flare { get; } = new("gpt-image-2.5-flare");

    /// <summary>Gets <c>gpt-image-2.5-flare-2026-09-08</c>: the snapshot of 2.5 flare of 2026-09-08.</summary>
    public static ImageModel GptImage25FlareSnapshot20260908 { get; } = new("gpt-image-2.5-flare-2026-09-08");

    /// <summary>Gets <c>gpt-image-2</c>: free sizes up to 3840x2160; the default of this library.</summary>
    public static ImageModel GptImage2 { get; } = new("gpt-image-2");

    /// <summary>Gets <c>gpt-image-2-2026-04-21</c>: the snapshot of gpt-image-2 of 2026-04-21.</summary>
    public static ImageModel GptImage2Snapshot20260421 { get; } = new("gpt-image-2-2026-04-21");

    /// <summary>Gets <c>gpt-image-1.5</c>: three fixed sizes; shuts down on 2026-12-01.</summary>
    public static ImageModel GptImage15 { get; } = new("gpt-image-1.5");

    /// <summary>Gets <c>gpt-image-1.5-2025-12-16</c>: the snapshot of gpt-image-1.5 of 2025-12-16; shuts down on 2026-12-01.</summary>
    public static ImageModel GptImage15Snapshot20251216 { get; } = new("gpt-image-1.5-2025-12-16");

    /// <summary>Gets <c>gpt-image-1-mini</c>: the cheapest of its generation; shuts down on 2026-12-01.</summary>
    public static ImageModel GptImage1Mini { get; } = new("gpt-image-1-mini");

    /// <summary>Gets <c>chatgpt-image-latest</c>: the model of the chat product; shuts down on 2026-12-01.</summary>
    public static ImageModel ChatGptImageLatest { get; } = new("chatgpt-image-latest");

    /// <summary>Gets <c>gpt-image-1</c>: shut down on 2026-10-23; requests are refused.</summary>
    public static ImageModel GptImage1 { get; } = new("gpt-image-1");

    /// <summary>Gets <c>dall-e-3</c>: shut down on 2026-05-12; requests are refused.</summary>
    public static ImageModel DallE3 { get; } = new("dall-e-3");

    /// <summary>Gets <c>dall-e-2</c>: shut down on 2026-05-12; requests are refused.</summary>
    public static ImageModel DallE2 { get; } = new("dall-e-2");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>, which the validator refuses.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
