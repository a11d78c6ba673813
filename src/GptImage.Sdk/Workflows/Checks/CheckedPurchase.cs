namespace GptImage.Sdk;

/// <summary>What one purchase brought, before its pictures are checked.</summary>
/// <param name="Value">What the purchase came to, in the words of who made it.</param>
/// <param name="Candidates">Its pictures, without verdicts.</param>
/// <param name="Error">Why nothing more can follow, or <see langword="null"/>.</param>
internal sealed record CheckedPurchase<T>(T Value, IReadOnlyList<CheckedCandidate> Candidates, Exception? Error = null);
