namespace GptImage.Sdk.PostgreSql;

/// <summary>One change of a purchase. The ledger keeps all of them.</summary>
public sealed record PurchaseEvent
{
    /// <summary>Gets the purchase.</summary>
    public required PurchaseKey Key { get; init; }

    /// <summary>Gets when it changed, by the database's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the state before.</summary>
    public required PurchaseState From { get; init; }

    /// <summary>Gets the state from then on.</summary>
    public required PurchaseState To { get; init; }

    /// <summary>Gets the number of the attempt; the first is 1.</summary>
    public int Attempt { get; init; }

    /// <summary>Gets the worker that changed it: machine, process and a random part.</summary>
    public required string Worker { get; init; }

    /// <summary>Gets why it changed, or <see langword="null"/> where the states say it.</summary>
    public string? Note { get; init; }
}
