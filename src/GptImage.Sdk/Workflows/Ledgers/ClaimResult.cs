namespace GptImage.Sdk;

/// <summary>The answer to a claim.</summary>
public sealed record ClaimResult
{
    /// <summary>Gets what the ledger says.</summary>
    public required ClaimStatus Status { get; init; }

    /// <summary>Gets the claim when it was granted, else <see langword="null"/>.</summary>
    public PurchaseClaim? Claim { get; init; }

    /// <summary>Gets what the ledger knows of the purchase, or <see langword="null"/> when it knows nothing.</summary>
    public PurchaseEntry? Entry { get; init; }

    /// <summary>Gets what all purchases under the limit have cost so far, for <see cref="ClaimStatus.OverLimit"/>.</summary>
    /// <value>While <see cref="ImageSpending.Reserved"/> is above zero, a later claim may be granted.</value>
    public ImageSpending Spending { get; init; } = new();
}
