namespace GptImage.Sdk;

/// <summary>The one table of what each model takes and costs.</summary>
/// <remarks>
/// Source: API reference, model pages, deprecations page and pricing page, read 2026-11-27.
/// The facts are also compiled into the package for pixels.
/// </remarks>
internal static class ImageModelCatalog
{
    private static readonly DateOnly DalleShutdown = new(2026, 5, 12);
    private static readonly DateOnly FirstGenerationShutdown = new(2026, 10, 23);
    private static readonly DateOnly FixedSizesShutdown = new(2026, 12, 1);

    private static readonly ImageModel[] Newest = [ImageModel.GptImage26Sunburst, ImageModel.GptImage26Flare];
    private static readonly ImageQuality[] ThreeQualities = [ImageQuality.Low, ImageQuality.Medium, ImageQuality.High];
    private static readonly ImageQuality[] FiveQualities = [.. ThreeQualities, ImageQuality.XHigh, ImageQuality.Max];
    private static readonly SizeRule ThreeSizes = new() { Fixed = [ImageSize.Square, ImageSize.Landscape, ImageSize.Portrait] };

    private static readonly ModelPrices CurrentPrices = new() { TextInput = 5.00m, ImageInput = 8.00m, ImageOutput = 30.00m };

    private static readonly OutputTokenRule FixedTokens = new()
    {
        Fixed = new Dictionary<(ImageQuality, ImageSize), int>
        {
            [(ImageQuality.Low, ImageSize.Square)] = 272,
            [(ImageQuality.Low, ImageSize.Portrait)] = 408,
            [(ImageQuality.Low, ImageSize.Landscape)] = 400,
            [(ImageQuality.Medium, ImageSize.Square)] = 1056,
            [(ImageQuality.Medium, ImageSize.Portrait)] = 1584,
            [(ImageQuality.Medium, ImageSize.Landscape)] = 1568,
            [(ImageQuality.High, ImageSize.Square)] = 4160,
            [(ImageQuality.High, ImageSize.Portrait)] = 6240,
            [(ImageQuality.High, ImageSize.Landscape)] = 6208,
        },
    };

    private static readonly OutputTokenRule SecondGenerationTokens = new()
    {
        Bases = new Dictionary<ImageQuality, int>
        {
            [ImageQuality.Low] = 16,
            [ImageQuality.Medium] = 48,
            [ImageQuality.High] = 96,
        },
    };

    private static readonly OutputTokenRule FiveQualityTokens = new()
    {
        Bases = new Dictionary<ImageQuality, int>
        {
            [ImageQuality.Low] = 16,
            [ImageQuality.Medium] = 24,
            [ImageQuality.High] = 48,
            [ImageQuality.XHigh] = 64,
            [ImageQuality.Max] = 96,
        },
    };

    /// <summary>Not published: at least what 2.5 has; measured on 2026-11-05, low and medium have three to four times as many.</summary>
    private static readonly OutputTokenRule Tokens26 = FiveQualityTokens with
    {
        CeilingBases = new Dictionary<ImageQuality, int>
        {
            [ImageQuality.Low] = 34,
            [ImageQuality.Medium] = 48,
            [ImageQuality.High] = 48,
            [ImageQuality.XHigh] = 64,
            [ImageQuality.Max] = 96,
        },
        IsProvisional = true,
    };

    private static readonly ModelFacts Generation26 = new()
    {
        Model = ImageModel.GptImage26Sunburst,
        Qualities = FiveQualities,
        PreviewFormats = [OutputFormat.Gif, OutputFormat.Svg],
        InputFidelity = FeatureSupport.Undocumented,
        Complexity = FeatureSupport.Yes,
        Markup = FeatureSupport.Yes,
        Prices = CurrentPrices,
        OutputTokens = Tokens26,
    };

    private static readonly ModelFacts Generation25 = Generation26 with
    {
        PreviewFormats = [],
        InputFidelity = FeatureSupport.No,
        Complexity = FeatureSupport.Undocumented,
        OutputTokens = FiveQualityTokens,
    };

    private static readonly ModelFacts Generation2 = Generation25 with
    {
        Qualities = ThreeQualities,
        Transparency = FeatureSupport.Preview,
        Markup = FeatureSupport.No,
        OutputTokens = SecondGenerationTokens,
    };

    private static readonly ModelFacts Generation15 = Generation2 with
    {
        Status = ModelStatus.Deprecated,
        ShutdownDate = FixedSizesShutdown,
        Replacements = Newest,
        Sizes = ThreeSizes,
        Transparency = FeatureSupport.Yes,
        InputFidelity = FeatureSupport.Yes,
        InputFidelities = [GptImage.Sdk.InputFidelity.Low, GptImage.Sdk.InputFidelity.High],
        Prices = CurrentPrices with { ImageOutput = 32.00m },
        InputTokens = InputTokenRule.Tiles,
        OutputTokens = FixedTokens,
    };

    private static readonly ModelFacts Dalle = new()
    {
        Model = ImageModel.DallE3,
        Status = ModelStatus.Retired,
        ShutdownDate = DalleShutdown,
        Replacements = Newest,
        Qualities = [],
        Transparency = FeatureSupport.No,
        SupportsStreaming = false,
    };

    private static readonly ModelFacts[] Entries =
    [
        Generation26,
        Generation26 with { Model = ImageModel.GptImage26Flare },
        Generation25 with { Model = ImageModel.GptImage25Sunburst },
        Generation25 with { Model = ImageModel.GptImage25SunburstSnapshot20260908 },
        Generation25 with { Model = ImageModel.GptImage25Flare },
        Generation25 with { Model = ImageModel.GptImage25FlareSnapshot20260908 },
        Generation2 with { Model = ImageModel.GptImage2 },
        Generation2 with { Model = ImageModel.GptImage2Snapshot20260421 },
        Generation15 with { Model = ImageModel.GptImage15 },
        Generation15 with { Model = ImageModel.GptImage15Snapshot20251216 },
        Generation15 with { Model = ImageModel.ChatGptImageLatest },
        Generation15 with
        {
            Model = ImageModel.GptImage1Mini,
            InputFidelities = [GptImage.Sdk.InputFidelity.Low],
            Prices = new ModelPrices { TextInput = 2.00m, ImageInput = 2.50m, ImageOutput = 8.00m },
            OutputTokens = null,
        },
        Generation15 with
        {
            Model = ImageModel.GptImage1,
            Status = ModelStatus.Retired,
            ShutdownDate = FirstGenerationShutdown,
            Prices = new ModelPrices { TextInput = 5.00m, ImageInput = 10.00m, ImageOutput = 40.00m },
        },
        Dalle,
        Dalle with { Model = ImageModel.DallE2 },
    ];

    /// <summary>Gets the facts of all known models, retired ones too.</summary>
    public static IReadOnlyCollection<ModelFacts> All => Entries;

    /// <summary>Gets the facts of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The facts, or <see langword="null"/> for a model this library does not know.</returns>
    public static ModelFacts? Find(ImageModel model) => Array.Find(Entries, facts => facts.Model == model);
}
