namespace GptImage.Sdk.PostgreSql;

/// <summary>How a call of <see cref="PostgreSqlPurchases.BuyAsync"/> ended.</summary>
public sealed record PurchaseOutcome
{
    /// <summary>Gets what became of the purchase.</summary>
    public required PurchaseStatus Status { get; init; }

    /// <summary>Gets whether this call sent the request. <see langword="false"/> when it only found what is in the ledger.</summary>
    public bool IsSentNow { get; init; }

    /// <summary>Gets what the ledger knows of the purchase.</summary>
    public required PurchaseEntry Entry { get; init; }

    /// <summary>Gets why the request failed in this call, or <see langword="null"/>. It says when a repeat makes sense
    /// (<see cref="GptImageRateLimitException"/>) and when it does not (<see cref="GptImageValidationException"/>).</summary>
    public GptImageException? Error { get; init; }
}
