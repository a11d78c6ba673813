namespace GptImage.Sdk;

/// <summary>What all kinds of request have in common. Immutable: share it across threads, vary it with <c>with</c>.</summary>
public abstract record ImageRequest : ImageSettings
{
    internal const string InputFidelityName = "input_fidelity";

    private readonly ValueList<TextElement> _text = [];
    private readonly string _prompt;

    /// <summary>Gets the parameters with a single value, in their order on the wire. Model and prompt come before them: both are worked
    /// out first.</summary>
    internal static WireParameter[] Parameters { get; } =
    [
        WireParameter.Whole(
            "n", request => request.Count == 1 ? null : request.Count, (request, value) => request with { Count = value }),
        WireParameter.Text(
            "size", request => request.Size.IsAuto ? null : request.Size.ToString(),
            (request, value) => request with { Size = ImageSize.Parse(value) }),
        .. SentSettings,
        WireParameter.Whole(
            "frame_count", request => request.Animation?.FrameCount,
            (request, value) => request with { Animation = AnimationOf(request) with { FrameCount = value } }),
        WireParameter.Whole(
            "frame_duration_ms", request => (int?)request.Animation?.FrameDuration?.TotalMilliseconds,
            (request, value) => request with
            { Animation = AnimationOf(request) with { FrameDuration = TimeSpan.FromMilliseconds(value) } }),
        WireParameter.Text(
            InputFidelityName, request => (request as ImageToImageRequest)?.InputFidelity?.Value,
            (request, value) => request is ImageToImageRequest edit ? edit with { InputFidelity = new InputFidelity(value) } : null),
        new("svg", typeof(SvgAuthor), request => request.Svg, (request, value) => request with { Svg = (SvgAuthor)value }),
    ];

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

    /// <summary>Gets how many pictures to make.</summary>
    /// <value>1 to 10; 1 by default. Each is charged.</value>
    /// <remarks>Source: API reference, <em>Create image</em>, <c>n</c>, read 2026-11-23.</remarks>
    public int Count { get; init; } = 1;

    /// <summary>Gets the size of each picture.</summary>
    /// <value><see cref="ImageSize.Auto"/> by default: the service decides.</value>
    public ImageSize Size { get; init; }

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

    /// <summary>Says what is asked for, without the prompt.</summary>
    /// <returns>For example <c>TextToImageRequest: 2 at 1536x1024 from gpt-image-2, prompt of 120 characters</c>.</returns>
    public sealed override string ToString() => FormattableString.Invariant(
        $"{GetType().Name}: {Count} at {Size} from {Model?.Value ?? "the default model"}, prompt of {Prompt.Length} characters");

    private static ImageAnimation AnimationOf(ImageRequest request) => request.Animation ?? new ImageAnimation();
}
