namespace GptImage.Sdk;

/// <summary>What a ledger knows of a purchase.</summary>
public sealed record PurchaseEntry
{
    /// <summary>Gets the latest claim.</summary>
    public required PurchaseClaim Claim { get; init; }

    /// <summary>Gets where the purchase stands.</summary>
    public required PurchaseState State { get; init; }

    /// <summary>Gets the name of its pictures in the store, without number and extension.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many pictures are bought.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Gets how often it was sent, including attempts that cost nothing.</summary>
    public int Sent { get; init; }

    /// <summary>Gets the most that the latest claim may cost in USD, or <see langword="null"/> when that is not known.</summary>
    public decimal? UpTo { get; init; }

    /// <summary>Gets the end, or <see langword="null"/> when it has not ended, which includes a worker killed while sending.</summary>
    public PurchaseEnd? End { get; init; }

    /// <summary>Gets what all its attempts cost in USD.</summary>
    public decimal Spent { get; init; }

    /// <summary>Gets what its attempts may have cost beyond that, in USD at most. Those under way are not included.</summary>
    public decimal PossiblySpent { get; init; }
}
