namespace GptImage.Sdk;

/// <summary>How a purchase ended.</summary>
public sealed record PurchaseEnd
{
    /// <summary>Gets the state it ended in: <see cref="PurchaseState.Finished"/>, <see cref="PurchaseState.Failed"/> or
    /// <see cref="PurchaseState.Unknown"/>.</summary>
    public required PurchaseState State { get; init; }

    /// <summary>Gets what it may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets its stored pictures. Empty when there are none.</summary>
    public IReadOnlyList<StoredPicture> Pictures { get; init; } = [];

    /// <summary>Gets what the service counted, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets what it cost in USD, or <see langword="null"/> when it was not bought or its price is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what it may have cost in USD at most when that is not known for sure; else <see langword="null"/>.</summary>
    public decimal? PossibleCost { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the type of the failure, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>Gets why it failed, or <see langword="null"/>.</summary>
    public string? Message { get; init; }
}
