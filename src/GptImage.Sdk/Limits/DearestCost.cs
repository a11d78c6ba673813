namespace GptImage.Sdk;

/// <summary>The upper bound of a request whose price is not known: that of the dearest model that is.</summary>
internal static class DearestCost
{
    /// <summary>Gets the highest price of each kind of token.</summary>
    public static ModelPrices Prices { get; } = new()
    {
        TextInput = Known.Max(prices => prices.TextInput),
        ImageInput = Known.Max(prices => prices.ImageInput),
        ImageOutput = Known.Max(prices => prices.ImageOutput),
    };

    private static IEnumerable<ModelPrices> Known => ImageModelCatalog.All.Select(facts => facts.Prices).OfType<ModelPrices>();

    public static decimal Of(ComposedRequest composed)
    {
        ComposedRequest dearest = composed with { Request = composed.Request with { Quality = null } };
        return ImageModelCatalog.All
            .Select(facts => CostEstimator.Estimate(dearest with { Facts = facts with { Prices = Prices } })?.Maximum ?? 0)
            .Max();
    }
}
