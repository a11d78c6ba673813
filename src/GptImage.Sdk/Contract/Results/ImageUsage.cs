namespace GptImage.Sdk;

/// <summary>What the service counted for a call, all pictures together.</summary>
public sealed record ImageUsage
{
    internal const int TokensPerPrice = 1_000_000;

    /// <summary>Gets the tokens of prompt and input images.</summary>
    public int InputTokens { get; init; }

    /// <summary>Gets the tokens of the prompt.</summary>
    public int InputTextTokens { get; init; }

    /// <summary>Gets the tokens of the input images.</summary>
    public int InputImageTokens { get; init; }

    /// <summary>Gets the tokens of the pictures.</summary>
    public int OutputTokens { get; init; }

    /// <summary>Gets the sum of input and output tokens.</summary>
    public int TotalTokens { get; init; }

    /// <summary>Computes what the call cost at the prices of the catalog.</summary>
    /// <param name="model">The model that made the pictures.</param>
    /// <returns>USD, or <see langword="null"/> when the catalog has no prices for the model.</returns>
    public decimal? Cost(ImageModel model) => ImageModelCatalog.Find(model)?.Prices is { } prices ? Cost(prices) : null;

    /// <summary>Computes what the call cost at given prices.</summary>
    /// <param name="prices">The prices.</param>
    /// <returns>USD. Input whose kind the service did not tell counts as image input, the dearer one.</returns>
    internal decimal Cost(ModelPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        int images = Math.Max(InputImageTokens, InputTokens - InputTextTokens);
        return ((InputTextTokens * prices.TextInput) + (images * prices.ImageInput) + (OutputTokens * prices.ImageOutput)) / TokensPerPrice;
    }
}
