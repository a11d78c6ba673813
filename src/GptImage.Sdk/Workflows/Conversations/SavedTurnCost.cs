namespace GptImage.Sdk;

/// <summary>What the purchases of one id cost, in a saved conversation.</summary>
internal sealed record SavedTurnCost
{
    public required string? Id { get; init; }

    public decimal? Spent { get; init; }

    public decimal? PossiblySpent { get; init; }
}
