namespace GptImage.Sdk;

/// <summary>Every rule by which requests are checked, with where it comes from.</summary>
internal static class Rules
{
    private const string Reference = "API reference of the service, read 2026-11-23";
    private const string Measured = "measured on the live service, 2026-04 to 2026-08";
    private const string Deprecations = "deprecations page of the service, read 2026-11-23";
    private const string ThirdParty = "third-party documentation, 2026-11; not confirmed by the service";
    private const string Azure = "Azure OpenAI reference, read 2026-11-27";
    private const string Ours = "rule of this library";

    public static Rule PromptEmpty { get; } = Error("prompt-empty", "prompt", Measured);

    public static Rule PromptBlank { get; } = Error("prompt-blank", "prompt", Ours);

    public static Rule PromptLength { get; } = Error("prompt-length", "prompt", Reference);

    public static Rule PromptSurrogate { get; } = Error("prompt-surrogate", "prompt", Ours);

    public static Rule ValueEmpty { get; } = Error("value-empty", "", Ours);

    public static Rule ValueUnknown { get; } = Warning("value-unknown", "", Ours);

    public static Rule ValueSurrogate { get; } = Error("value-surrogate", "", Ours);

    public static Rule ModelUnknown { get; } = Warning("model-unknown", "model", Ours);

    public static Rule ModelRetirement { get; } = Warning("model-retirement", "model", Deprecations);

    public static Rule ModelDeployments { get; } = Error("model-deployments", "model", Ours);

    public static Rule AzureDeployment { get; } = Warning("azure-deployment", "model", Ours);

    public static Rule AzureFormat { get; } = Warning("azure-format", "output_format", Azure);

    public static Rule AzureReferences { get; } = Error("azure-references", "image", Azure);

    public static Rule CountRange { get; } = Error("count-range", "n", Reference);

    public static Rule SizeFixed { get; } = Error("size-fixed", "size", Reference);

    public static Rule SizeMultiple { get; } = Error("size-multiple", "size", Reference);

    public static Rule SizeEdge { get; } = Error("size-edge", "size", Reference);

    public static Rule SizeRatio { get; } = Error("size-ratio", "size", Reference);

    public static Rule SizePixels { get; } = Error("size-pixels", "size", Reference);

    public static Rule SizeExperimental { get; } = Warning("size-experimental", "size", Reference);

    public static Rule QualityUnsupported { get; } = Error("quality-unsupported", "quality", Reference);

    public static Rule BackgroundTransparentFormat { get; } = Error("background-transparent-format", "background", Reference);

    public static Rule BackgroundTransparentGif { get; } = Warning("background-transparent-gif", "background", ThirdParty);

    public static Rule BackgroundTransparentModel { get; } = Error("background-transparent-model", "background", Reference);

    public static Rule BackgroundTransparentPreview { get; } = Warning("background-transparent-preview", "background", Measured);

    public static Rule FormatUnsupported { get; } = Error("format-unsupported", "output_format", Reference);

    public static Rule FormatPreview { get; } = Warning("format-preview", "output_format", Reference);

    public static Rule CompressionRange { get; } = Error("compression-range", "output_compression", Reference);

    public static Rule CompressionFormat { get; } = Error("compression-format", "output_compression", Measured);

    public static Rule SafetyIdentifierLength { get; } = Warning("safety-identifier-length", "safety_identifier", ThirdParty);

    public static Rule ComplexityUnsupported { get; } = Warning("complexity-unsupported", "complexity", ThirdParty);

    public static Rule AnimationFormat { get; } = Error("animation-format", "frame_count", Reference);

    public static Rule FrameCountRange { get; } = Error("frame-count-range", "frame_count", Reference);

    public static Rule FrameDurationRange { get; } = Error("frame-duration-range", "frame_duration_ms", Reference);

    public static Rule FrameDurationLong { get; } = Warning("frame-duration-long", "frame_duration_ms", ThirdParty);

    public static Rule GifGeometry { get; } = Warning("gif-geometry", "size", ThirdParty);

    public static Rule GifMask { get; } = Error("gif-mask", "mask", Reference);

    public static Rule GifStream { get; } = Error("gif-stream", "stream", Reference);

    public static Rule SvgFormat { get; } = Error("svg-format", "svg", Reference);

    public static Rule SvgCount { get; } = Error("svg-count", "n", Reference);

    public static Rule SvgStream { get; } = Error("svg-stream", "stream", Reference);

    public static Rule StreamCount { get; } = Error("stream-count", "n", Ours);

    public static Rule StreamModel { get; } = Error("stream-model", "stream", Reference);

    public static Rule PartialImagesRange { get; } = Error("partial-images-range", "partial_images", Reference);

    public static Rule TextEmpty { get; } = Error("text-empty", "prompt", Ours);

    public static Rule TextLong { get; } = Warning("text-long", "prompt", Ours);

    public static Rule InputsNone { get; } = Error("inputs-none", "image", Reference);

    public static Rule InputsTooMany { get; } = Error("inputs-too-many", "image", Reference);

    public static Rule InputUnreadable { get; } = Error("input-unreadable", "image", Ours);

    public static Rule InputUnseen { get; } = Warning("input-unseen", "image", Ours);

    public static Rule InputFormat { get; } = Error("input-format", "image", Reference);

    public static Rule InputLength { get; } = Error("input-length", "image", Reference);

    public static Rule InputColorMode { get; } = Error("input-color-mode", "image", Measured);

    public static Rule InputBitDepth { get; } = Warning("input-bit-depth", "image", Measured);

    public static Rule InputDataUrlLength { get; } = Error("input-data-url-length", "images", Reference);

    public static Rule InputFidelityUnsupported { get; } = Error("input-fidelity-unsupported", "input_fidelity", Measured);

    public static Rule InputFidelityUndocumented { get; } = Warning("input-fidelity-undocumented", "input_fidelity", Ours);

    public static Rule MaskFormat { get; } = Error("mask-format", "mask", Reference);

    public static Rule MaskAlpha { get; } = Error("mask-alpha", "mask", Measured);

    public static Rule MaskOpaque { get; } = Error("mask-opaque", "mask", Ours);

    public static Rule MaskSize { get; } = Error("mask-size", "mask", Measured);

    public static Rule MaskLength { get; } = Warning("mask-length", "mask", Reference);

    public static Rule MarkupMask { get; } = Error("markup-mask", "markup", Reference);

    public static Rule MarkupModel { get; } = Error("markup-model", "markup", Reference);

    public static Rule MarkupFormat { get; } = Error("markup-format", "markup", Reference);

    public static Rule MarkupAlpha { get; } = Error("markup-alpha", "markup", Reference);

    public static Rule MarkupSize { get; } = Error("markup-size", "markup", Reference);

    public static Rule MarkupReferences { get; } = Error("markup-references", "markup", Ours);

    public static Rule CharactersNone { get; } = Error("characters-none", "image", Ours);

    public static Rule CharacterReferences { get; } = Error("character-references", "image", Ours);

    public static Rule CharacterTwice { get; } = Error("character-twice", "image", Ours);

    public static Rule CharactersTooMany { get; } = Error("characters-too-many", "image", Reference);

    public static Rule ReferencesLeftOut { get; } = Warning("references-left-out", "image", Reference);

    public static Rule BackgroundNone { get; } = Error("background-none", "image", Ours);

    public static Rule CharacterUnknown { get; } = Error("character-unknown", "image", Ours);

    public static Rule CharacterUnused { get; } = Warning("character-unused", "image", Ours);

    public static Rule CharactersUnsaid { get; } = Error("characters-unsaid", "image", Ours);

    public static Rule CharacterUnlisted { get; } = Warning("character-unlisted", "image", Ours);

    public static Rule StoryboardFrames { get; } = Error("storyboard-frames", "prompt", Ours);

    public static Rule StoryboardChain { get; } = Error("storyboard-chain", "output_format", Reference);

    public static Rule ConversationDrift { get; } = Warning("conversation-drift", "image", Ours);

    public static Rule ConversationFormat { get; } = Error("conversation-format", "output_format", Reference);

    public static Rule ConversationMask { get; } = Warning("conversation-mask", "mask", Ours);

    public static Rule DesignReferences { get; } = Error("design-references", "image", Ours);

    public static Rule DesignFormat { get; } = Error("design-format", "output_format", Reference);

    public static Rule BatchMarkup { get; } = Error("batch-markup", "markup", Ours);

    public static Rule AdditionalParameterTyped { get; } = Error("additional-parameter-typed", "", Ours);

    public static Rule PriceAuto { get; } = Warning("price-auto", "quality", Ours);

    public static Rule PriceSvg { get; } = Warning("price-svg", "output_format", Ours);

    public static Rule OutputExists { get; } = Error("output-exists", "path", Ours);

    public static Rule StreamDestinationCount { get; } = Error("stream-destination-count", "n", Ours);

    public static Rule AnswerOdd { get; } = Warning("answer-odd", "", Ours);

    public static Rule OutputFolder { get; } = Error("output-folder", "path", Ours);

    private static Rule Error(string id, string parameter, string source) => new(id, parameter, FindingSeverity.Error, source);

    private static Rule Warning(string id, string parameter, string source) => new(id, parameter, FindingSeverity.Warning, source);
}
