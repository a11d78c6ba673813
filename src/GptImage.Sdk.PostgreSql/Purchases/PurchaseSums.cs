using System.Globalization;

namespace GptImage.Sdk.PostgreSql;

/// <summary>What a purchase is after a step, and what it has cost by then.</summary>
internal static class PurchaseSums
{
    /// <summary>The row of a new claim.</summary>
    public static PurchaseRow Claim(PurchaseRow row, PurchaseRequest request, decimal? upTo, string owner)
    {
        int attempt = row.Sent + 1;
        return row with
        {
            Name = request.Name.Length > 0
                ? request.Name
                : string.Create(CultureInfo.InvariantCulture, $"{row.Key.Order}-{row.Key.Id}-{attempt}"),
            Count = request.Count,
            State = PurchaseState.Claimed,
            StateBefore = row.State,
            Owner = owner,
            Attempt = attempt,
            UpTo = upTo,
        };
    }

    /// <summary>The row behind an end. A failure leaves what an earlier attempt has bought or may have bought.</summary>
    /// <param name="row">The row before.</param>
    /// <param name="end">The end.</param>
    /// <param name="text">The end as it is stored.</param>
    public static PurchaseRow End(PurchaseRow row, PurchaseEnd end, string text)
    {
        if (end.State == PurchaseState.Failed)
        {
            return row with { State = row.Ended ?? PurchaseState.Failed, Failure = text };
        }

        // Only a late end has a possible cost of the same attempt to replace.
        decimal before = row.IsOpen ? 0 : row.EndedPossible;
        decimal possible = end.State == PurchaseState.Unknown ? end.PossibleCost ?? row.UpTo ?? 0 : 0;
        return row with
        {
            State = end.State,
            Ended = end.State,
            EndedAttempt = row.Attempt,
            EndedPossible = possible,
            Ending = text,
            Possible = row.Possible - before + possible,
            Spent = row.Spent + (end.State == PurchaseState.Finished ? end.Cost ?? row.UpTo ?? 0 : 0),
        };
    }
}
