namespace GptImage.Sdk.PostgreSql;

/// <summary>The outcome of <see cref="PostgreSqlPurchases.BuyAsync"/>.</summary>
public enum PurchaseStatus
{
    /// <summary>It is bought, now or earlier, and its pictures are stored. Nothing is left to do.</summary>
    Finished,

    /// <summary>It failed and cost nothing. Another call tries it again.</summary>
    Failed,

    /// <summary>It may have been bought, and its pictures are not all there. It is bought again only after
    /// <see cref="PostgreSqlPurchases.RepeatAsync"/>.</summary>
    Unknown,

    /// <summary>Another worker has it. Ask again later: that worker may have been killed.</summary>
    Held,

    /// <summary>Its order is paused. Ask again when it was resumed.</summary>
    Paused,

    /// <summary>Its order was canceled, and it was not started. Nothing is left to do.</summary>
    Canceled,

    /// <summary>It does not fit under the limit while others are under way. Ask again later: what they do not use is free then.</summary>
    OverLimit,
}
