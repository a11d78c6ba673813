namespace GptImage.Sdk;

/// <summary>What a single request, a storyboard, a character design and a protected edit all let you choose: model, quality, format and
/// how a failure is repeated.</summary>
/// <remarks>A storyboard, a design and a protected edit pass all of these settings on to each request they make. Immutable: vary it with
/// <c>with</c>.</remarks>
public abstract record ImageSettings
{
    private readonly ParameterMap _additionalParameters = ParameterMap.Empty;
    private readonly RetryValues? _retry;

    /// <summary>Gets the settings that are sent, in their order on the wire. Encoder, fingerprint and requests as text follow this
    /// table.</summary>
    internal static IReadOnlyList<WireParameter> SentSettings { get; } =
    [
        WireParameter.Text(
            "quality", request => request.Quality?.Value, (request, value) => request with { Quality = new ImageQuality(value) }),
        WireParameter.Text(
            "background", request => request.Background?.Value,
            (request, value) => request with { Background = new ImageBackground(value) }),
        WireParameter.Text(
            "output_format", request => request.OutputFormat?.Value,
            (request, value) => request with { OutputFormat = new OutputFormat(value) }),
        WireParameter.Whole(
            "output_compression", request => request.OutputCompression, (request, value) => request with { OutputCompression = value }),
        WireParameter.Text(
            "moderation", request => request.Moderation?.Value,
            (request, value) => request with { Moderation = new ModerationLevel(value) }),
        WireParameter.Text(
            "safety_identifier", request => request.SafetyIdentifier, (request, value) => request with { SafetyIdentifier = value }),
        WireParameter.Text(
            "complexity", request => request.Complexity?.Value, (request, value) => request with { Complexity = new Complexity(value) })
            with
        { IsSentTo = facts => facts.Complexity == FeatureSupport.Yes },
    ];

    /// <summary>Leaves every setting to the client and the service.</summary>
    protected ImageSettings()
    {
    }

    /// <summary>Gets the model.</summary>
    /// <value><see langword="null"/> takes <see cref="GptImageClientOptions.DefaultModel"/>.</value>
    public ImageModel? Model { get; init; }

    /// <summary>Gets how much work the model puts into each picture.</summary>
    /// <value><see langword="null"/> leaves it to the service: <c>auto</c>, which was seen to choose <c>low</c> for gpt-image-2.</value>
    public ImageQuality? Quality { get; init; }

    /// <summary>Gets what lies behind the subject.</summary>
    /// <value><see langword="null"/> leaves it to the service.</value>
    public ImageBackground? Background { get; init; }

    /// <summary>Gets the file format.</summary>
    /// <value><see langword="null"/> leaves it to the service: <c>png</c>.</value>
    public OutputFormat? OutputFormat { get; init; }

    /// <summary>Gets the JPEG or WebP compression level.</summary>
    /// <value>0 to 100 percent. <see langword="null"/> leaves it to the service: 100.</value>
    /// <remarks>Source: API reference, <em>Create image</em>, <c>output_compression</c>, read 2026-11-23.</remarks>
    public int? OutputCompression { get; init; }

    /// <summary>Gets how strictly the service filters.</summary>
    /// <value><see langword="null"/> leaves it to the service: <c>auto</c>.</value>
    public ModerationLevel? Moderation { get; init; }

    /// <summary>Gets a stable, hashed id of your end user, so that misuse is traced to them and not to you.</summary>
    /// <value><see langword="null"/> sends none. Never put a name or an address here.</value>
    public string? SafetyIdentifier { get; init; }

    /// <summary>Gets how much planning the model puts into each picture, apart from its quality.</summary>
    /// <value><see langword="null"/> leaves it to the model. Generation 2.6 only.</value>
    public Complexity? Complexity { get; init; }

    /// <summary>Gets whether an answer that differs from the request in count, size, format, quality or background is an error.</summary>
    /// <value><see langword="false"/> by default: the differences are listed in <see cref="ImageCallResult.Deviations"/>. The pictures are
    /// kept either way.</value>
    public bool RequireExact { get; init; }

    /// <summary>Gets what is repeated after a failure.</summary>
    /// <value><see langword="null"/> takes <see cref="GptImageClientOptions.Retry"/>. It is copied.</value>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public RetryOptions? Retry
    {
        get => _retry?.ToOptions();
        init => _retry = RetryValues.Copy(value, nameof(value));
    }

    /// <summary>Gets parameters this library does not know yet, by wire name.</summary>
    /// <value>A value is a string, a bool, an int, a long, a double, a decimal or a <see cref="System.Text.Json.JsonElement"/>.</value>
    /// <exception cref="ArgumentException">A value is of another type, a name (also of a nested member) is not visible ASCII without
    /// quotes, or a text has half a surrogate pair.</exception>
    public IReadOnlyDictionary<string, object> AdditionalParameters
    {
        get => _additionalParameters;
        init => _additionalParameters = ParameterMap.Copy(value, nameof(value));
    }

    /// <summary>Makes a copy of a request that has all of these settings; what the request has beside them stays.</summary>
    /// <typeparam name="TSettings">The kind of request.</typeparam>
    /// <param name="request">The request. It is not changed.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    protected internal TSettings ApplyTo<TSettings>(TSettings request)
        where TSettings : ImageSettings
    {
        ArgumentNullException.ThrowIfNull(request);
        ImageSettings original = request;
        return (TSettings)(original with
        {
            Model = Model,
            Quality = Quality,
            Background = Background,
            OutputFormat = OutputFormat,
            OutputCompression = OutputCompression,
            Moderation = Moderation,
            SafetyIdentifier = SafetyIdentifier,
            Complexity = Complexity,
            RequireExact = RequireExact,
            Retry = Retry,
            AdditionalParameters = _additionalParameters,
        });
    }
}
