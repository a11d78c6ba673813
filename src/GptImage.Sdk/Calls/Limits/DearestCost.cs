namespace GptImage.Sdk;

/// <summary>The upper bound of a request whose price is not known: that of the most expensive model with known prices.</summary>
internal static class DearestCost
{
    private static readonly SizeRule AnySize = new()
    {
        Multiple = 1,
        MaxEdge = int.MaxValue,
        MaxRatio = int.MaxValue,
        MinPixels = 0,
        MaxPixels = long.MaxValue,
    };

    /// <summary>Gets the highest price of each kind of token.</summary>
    public static ModelPrices Prices { get; } = new()
    {
        TextInput = Known.Max(prices => prices.TextInput),
        ImageInput = Known.Max(prices => prices.ImageInput),
        ImageOutput = Known.Max(prices => prices.ImageOutput),
    };

    private static IEnumerable<ModelPrices> Known => ImageModelCatalog.All.Select(facts => facts.Prices).OfType<ModelPrices>();

    public static decimal Compute(ComposedRequest composed)
    {
        ModelPrices prices = AtLeast(composed.Facts?.Prices ?? Prices);
        ComposedRequest dearest = composed with { Request = composed.Request with { Quality = null } };
        decimal most = Most(dearest, facts => facts with { Prices = prices });

        // No known model draws that size: it may become the largest picture there is, or one as large as asked for.
        return most > 0 ? most : Math.Max(
            Most(dearest with { Request = dearest.Request with { Size = ImageSize.Auto } }, facts => facts with { Prices = prices }),
            Most(dearest, facts => facts with { Prices = prices, Sizes = AnySize }));
    }

    private static decimal Most(ComposedRequest composed, Func<ModelFacts, ModelFacts> vary) => ImageModelCatalog.All
        .Select(facts => CostEstimator.Estimate(composed with { Facts = vary(facts) })?.Maximum ?? 0)
        .Max();

    private static ModelPrices AtLeast(ModelPrices prices) => new()
    {
        TextInput = Math.Max(prices.TextInput, Prices.TextInput),
        ImageInput = Math.Max(prices.ImageInput, Prices.ImageInput),
        ImageOutput = Math.Max(prices.ImageOutput, Prices.ImageOutput),
    };
}
