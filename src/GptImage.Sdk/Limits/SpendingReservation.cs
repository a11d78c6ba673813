namespace GptImage.Sdk;

/// <summary>The money set aside for one attempt.</summary>
internal sealed class SpendingReservation(SpendingAccount account, RequestPlan plan, decimal most)
{
    /// <summary>The pictures came: their price is what the service counted, or all that was set aside when it did not say.</summary>
    public void Settle(ImageUsage? usage) =>
        account.End(most, usage is not { OutputTokens: > 0 } ? most : usage.Cost(plan.Composed.Facts?.Prices ?? DearestCost.Prices), 0);

    /// <summary>The attempt failed: what it may have cost stays set aside.</summary>
    public void Fail(ChargeState charge) =>
        account.End(most, 0, charge is ChargeState.PossiblyCharged or ChargeState.Charged ? most : 0);
}
