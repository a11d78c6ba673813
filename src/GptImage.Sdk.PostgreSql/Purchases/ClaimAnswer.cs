namespace GptImage.Sdk.PostgreSql;

/// <summary>What the tables say to a claim: more than <see cref="ClaimResult"/> has words for.</summary>
internal sealed record ClaimAnswer
{
    public required PurchaseStatus? Refusal { get; init; }

    public required PurchaseRow? Row { get; init; }

    /// <summary>Gets what was spent under the limit that is in the way, for <see cref="PurchaseStatus.OverLimit"/>.</summary>
    public ImageSpending Spending { get; init; } = new();

    /// <summary>Gets the claim when it was granted.</summary>
    public PurchaseClaim? Claim => Refusal is null ? Row?.ToEntry().Claim : null;

    public ClaimResult ToResult() => new()
    {
        Status = Refusal switch
        {
            null => ClaimStatus.Granted,
            PurchaseStatus.OverLimit => ClaimStatus.OverLimit,

            // Until its order is resumed it is nobody's.
            PurchaseStatus.Held or PurchaseStatus.Paused or PurchaseStatus.Canceled => ClaimStatus.Held,
            _ => ClaimStatus.Ended,
        },
        Claim = Claim,
        Entry = Row?.ToEntry(),
        Spending = Spending,
    };
}
