namespace GptImage.Sdk.PostgreSql;

/// <summary>What the spool remembers of a purchase from before it is sent until store and ledger have it.</summary>
internal sealed record SpoolRecord
{
    public required PurchaseClaim Claim { get; init; }

    /// <summary>Gets the name of its pictures, without number and extension.</summary>
    public required string Name { get; init; }

    public required int Count { get; init; }

    public decimal? UpTo { get; init; }

    /// <summary>Gets its end; <see langword="null"/> while the request is under way.</summary>
    public PurchaseEnd? End { get; init; }
}
