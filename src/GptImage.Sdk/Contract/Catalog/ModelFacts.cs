namespace GptImage.Sdk;

/// <summary>What is known of a model: what it takes, what it costs, how long it lives.</summary>
internal sealed record ModelFacts
{
    /// <summary>What every known model takes; assumed of unknown ones.</summary>
    internal const int UsualMaxInputImages = 16;

    /// <summary>Gets the model these facts are of.</summary>
    public required ImageModel Model { get; init; }

    /// <summary>Gets where the model stands in its life, as of the reading of the catalog.</summary>
    public ModelStatus Status { get; init; }

    /// <summary>Gets the day of its shutdown, or <see langword="null"/> when none is announced.</summary>
    public DateOnly? ShutdownDate { get; init; }

    /// <summary>Gets the models the service names as replacements. Empty for active models.</summary>
    public IReadOnlyList<ImageModel> Replacements { get; init; } = [];

    /// <summary>Gets the sizes it takes.</summary>
    public SizeRule Sizes { get; init; } = SizeRule.Free;

    /// <summary>Gets the qualities it takes, besides <c>auto</c>.</summary>
    public required IReadOnlyList<ImageQuality> Qualities { get; init; }

    /// <summary>Gets whether it makes transparent backgrounds.</summary>
    public FeatureSupport Transparency { get; init; } = FeatureSupport.Yes;

    /// <summary>Gets the file formats it writes.</summary>
    public IReadOnlyList<OutputFormat> Formats { get; init; } = [OutputFormat.Png, OutputFormat.Jpeg, OutputFormat.Webp];

    /// <summary>Gets the file formats it writes for projects with preview access only.</summary>
    public IReadOnlyList<OutputFormat> PreviewFormats { get; init; } = [];

    /// <summary>Gets the input fidelities it takes. Empty when the parameter is refused.</summary>
    public IReadOnlyList<InputFidelity> InputFidelities { get; init; } = [];

    /// <summary>Gets what happens to an input fidelity that is not in <see cref="InputFidelities"/>: refused by the service, or not
    /// documented.</summary>
    public FeatureSupport InputFidelity { get; init; } = FeatureSupport.No;

    /// <summary>Gets whether it takes a planning complexity.</summary>
    public FeatureSupport Complexity { get; init; } = FeatureSupport.Undocumented;

    /// <summary>Gets whether it takes markup drawn over the first input image.</summary>
    public FeatureSupport Markup { get; init; } = FeatureSupport.No;

    /// <summary>Gets whether it streams partial images.</summary>
    public bool SupportsStreaming { get; init; } = true;

    /// <summary>Gets the longest prompt in Unicode code points: 32,000.</summary>
    public int MaxPromptLength { get; init; } = 32_000;

    /// <summary>Gets the most pictures of one call: 10.</summary>
    public int MaxCount { get; init; } = 10;

    /// <summary>Gets the most input images of one edit: 16.</summary>
    public int MaxInputImages { get; init; } = UsualMaxInputImages;

    /// <summary>Gets the prices, or <see langword="null"/> when none are known.</summary>
    public ModelPrices? Prices { get; init; }

    /// <summary>Gets how the tokens of an input image are counted.</summary>
    public InputTokenRule InputTokens { get; init; }

    /// <summary>Gets how output tokens are counted, or <see langword="null"/> when that is not known.</summary>
    public OutputTokenRule? OutputTokens { get; init; }
}
