using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>What all kinds of request have in common. Immutable: share it across threads, vary it with <c>with</c>.</summary>
public abstract record ImageRequest
{
    private readonly IReadOnlyList<TextElement> _text = [];
    private readonly IReadOnlyDictionary<string, object> _additionalParameters = new Dictionary<string, object>();
    private readonly string _prompt;
    private readonly RetryOptions? _retry;

    private protected ImageRequest(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        _prompt = prompt;
    }

    /// <summary>Gets what to draw, in words.</summary>
    /// <value>1 to 32,000 Unicode code points, together with what the client adds for texts and characters.</value>
    /// <remarks>Source: API reference, <em>Create image</em>, <c>prompt</c>, read 2026-11-23.</remarks>
    public string Prompt
    {
        get => _prompt;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _prompt = value;
        }
    }

    /// <summary>Gets the model.</summary>
    /// <value><see langword="null"/> takes <see cref="GptImageClientOptions.DefaultModel"/>.</value>
    public ImageModel? Model { get; init; }

    /// <summary>Gets how many pictures to make.</summary>
    /// <value>1 to 10; 1 by default. Each is charged.</value>
    /// <remarks>Source: API reference, <em>Create image</em>, <c>n</c>, read 2026-11-23.</remarks>
    public int Count { get; init; } = 1;

    /// <summary>Gets the size of each picture.</summary>
    /// <value><see cref="ImageSize.Auto"/> by default: the service decides.</value>
    public ImageSize Size { get; init; }

    /// <summary>Gets how much work the model puts into each picture.</summary>
    /// <value><see langword="null"/> leaves it to the service, which was seen to choose <c>low</c> for gpt-image-2.</value>
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

    /// <summary>Gets how much planning the model puts into the picture, apart from its quality.</summary>
    /// <value><see langword="null"/> leaves it to the model. Generation 2.6 only.</value>
    public Complexity? Complexity { get; init; }

    /// <summary>Gets the frames of an animation, for <see cref="OutputFormat.Gif"/> only.</summary>
    /// <value><see langword="null"/> leaves them to the service: 9 frames of 200 milliseconds.</value>
    public ImageAnimation? Animation { get; init; }

    /// <summary>Gets who writes the vector graphics, for <see cref="OutputFormat.Svg"/> only.</summary>
    /// <value><see langword="null"/> unless model selection is enabled for the project.</value>
    public SvgAuthor? Svg { get; init; }

    /// <summary>Gets the texts that must stand in the picture exactly as written.</summary>
    public IReadOnlyList<TextElement> Text
    {
        get => _text;
        init => _text = ListCopy.Create(value, nameof(Text));
    }

    /// <summary>Gets whether an answer that differs from the request in count, size, format, quality or background is an error.</summary>
    /// <value><see langword="false"/> by default: the differences are listed in <see cref="ImageCallResult.Deviations"/>. The pictures are
    /// kept either way.</value>
    public bool RequireExact { get; init; }

    /// <summary>Gets what is repeated after a failure of this request.</summary>
    /// <value><see langword="null"/> takes <see cref="GptImageClientOptions.Retry"/>. It is copied.</value>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public RetryOptions? Retry
    {
        get => _retry?.Copy();
        init
        {
            if (value is not null && OptionsCheck.RetryProblems(value).FirstOrDefault() is { } problem)
            {
                throw new ArgumentException($"Retry.{problem}.", nameof(value));
            }

            _retry = value?.Copy();
        }
    }

    /// <summary>Gets parameters this library does not know yet, by wire name.</summary>
    /// <value>A value is a string, a bool, an int, a long, a double, a decimal or a <see cref="System.Text.Json.JsonElement"/>.</value>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public IReadOnlyDictionary<string, object> AdditionalParameters
    {
        get => _additionalParameters;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach ((string name, object parameter) in value)
            {
                if (name.Length == 0 || !name.All(character => character is > ' ' and < (char)0x7F and not ('"' or '\\')))
                {
                    throw new ArgumentException($"'{name}' is no name of a parameter; give visible ASCII without quotes.", nameof(value));
                }

                if (parameter is not (string or bool or int or long or double or decimal or JsonElement)
                    || parameter is double.NaN or double.PositiveInfinity or double.NegativeInfinity
                        or JsonElement { ValueKind: JsonValueKind.Undefined })
                {
                    throw new ArgumentException(
                        $"The additional parameter '{name}' is a {parameter?.GetType().Name ?? "null"}; give a string, bool, int, long, "
                        + "finite double, decimal or JsonElement with a value.", nameof(value));
                }
            }

            _additionalParameters =
                value.ToDictionary(pair => pair.Key, pair => pair.Value is JsonElement json ? json.Clone() : pair.Value,
                StringComparer.Ordinal);
        }
    }
}
