namespace GptImage.Sdk;

/// <summary>The right to buy one purchase once.</summary>
public sealed record PurchaseClaim
{
    /// <summary>Gets what is claimed.</summary>
    public required PurchaseKey Key { get; init; }

    /// <summary>Gets who holds the claim.</summary>
    public required string Owner { get; init; }

    /// <summary>Gets the number of the attempt; the first is 1. It grows whenever something was sent.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets when the claim ends unless it is renewed.</summary>
    /// <value><see langword="null"/> when it ends with its owner's process, as in a folder.</value>
    public DateTimeOffset? LeaseUntil { get; init; }
}
