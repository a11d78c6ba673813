namespace GptImage.Sdk;

/// <summary>All purchases that were made for one request.</summary>
/// <param name="Result">The pictures with their verdicts; <see langword="null"/> when the first purchase brought none.</param>
/// <param name="Best">The purchase that the best picture is of, or the first one when there is no picture.</param>
internal sealed record CheckedPurchases<T>(CheckedImageResult? Result, CheckedPurchase<T> Best);
