namespace GptImage.Sdk;

/// <summary>What the purchases of a turn cost.</summary>
/// <param name="Spent">USD that were settled.</param>
/// <param name="PossiblySpent">USD at most that may have been charged beyond that.</param>
internal readonly record struct TurnCost(decimal Spent, decimal PossiblySpent);
