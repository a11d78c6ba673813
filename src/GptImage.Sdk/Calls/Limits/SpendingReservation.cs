namespace GptImage.Sdk;

/// <summary>The money set aside for one attempt.</summary>
/// <param name="account">Where it is set aside.</param>
/// <param name="call">What is bought.</param>
/// <param name="pictures">The most that the pictures may cost.</param>
/// <param name="apart">The most that is billed apart, which no answer tells.</param>
internal sealed class SpendingReservation(SpendingAccount account, PlannedCall call, decimal pictures, decimal apart)
{
    /// <summary>The pictures came: their price is what the service counted, or all that was set aside when it did not say.</summary>
    /// <returns>The price.</returns>
    public decimal Settle(ImageUsage? usage)
    {
        decimal cost = usage is not { OutputTokens: > 0 } ? pictures : usage.Cost(call.Composed.Facts?.Prices ?? DearestCost.Prices);
        account.End(pictures + apart, cost, apart);
        return cost;
    }

    /// <summary>The attempt failed: what it may have cost stays set aside.</summary>
    public void Fail(ChargeState charge) =>
        account.End(pictures + apart, 0, charge is ChargeState.PossiblyCharged or ChargeState.Charged ? pictures + apart : 0);
}
