namespace GptImage.Sdk.PostgreSql;

/// <summary>What holds for all purchases of an order.</summary>
public sealed class ImageOrderOptions
{
    /// <summary>Gets or sets what the order may cost, in USD.</summary>
    /// <value><see langword="null"/> by default: a new order has no limit of its own, and the limit of an existing one stays.</value>
    public decimal? SpendLimit { get; set; }
}
