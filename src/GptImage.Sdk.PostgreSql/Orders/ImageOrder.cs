namespace GptImage.Sdk.PostgreSql;

/// <summary>Many pictures that are bought under one name.</summary>
public sealed record ImageOrder
{
    /// <summary>Gets the name of the order.</summary>
    public required string Id { get; init; }

    /// <summary>Gets whether purchases are started.</summary>
    public ImageOrderState State { get; init; }

    /// <summary>Gets why the order was paused, or <see langword="null"/> when it is not paused.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Gets what the order may cost in USD, or <see langword="null"/> when it has no limit of its own.</summary>
    public decimal? SpendLimit { get; init; }

    /// <summary>Gets how many purchases it has; of a chained story, how many frames.</summary>
    public long Count { get; init; }

    /// <summary>Gets whether it is a chained story, whose frames are bought one after the other:
    /// <see cref="PostgreSqlPurchases.BuyNextFrameAsync"/>.</summary>
    public bool IsChained { get; init; }

    /// <summary>Gets when it was made, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
