namespace GptImage.Sdk;

/// <summary>The money set aside for one attempt.</summary>
/// <param name="account">Where it is set aside.</param>
/// <param name="call">What is bought.</param>
/// <param name="pictures">The most that the pictures may cost.</param>
/// <param name="apart">The most that is billed apart, which no answer tells.</param>
internal sealed class SpendingReservation(SpendingAccount account, PlannedCall call, decimal pictures, decimal apart)
{
    /// <summary>Gets the most that is billed apart, and stays possible when the pictures came.</summary>
    public decimal Apart => apart;

    /// <summary>The pictures came: their price is what the service counted, or all that was set aside when it did not say.</summary>
    /// <returns>The price.</returns>
    public decimal Settle(ImageUsage? usage)
    {
        decimal cost = usage is not { OutputTokens: > 0 } ? pictures : usage.Cost(call.Composed.Facts?.Prices ?? DearestCost.Prices);
        account.End(pictures + apart, cost, apart);
        return cost;
    }

    /// <summary>The attempt failed: what it may have cost stays set aside.</summary>
    /// <returns>That.</returns>
    public decimal Fail(ChargeState charge)
    {
        decimal possible = charge is ChargeState.PossiblyCharged or ChargeState.Charged ? pictures + apart : 0;
        account.End(pictures + apart, 0, possible);
        return possible;
    }
}
