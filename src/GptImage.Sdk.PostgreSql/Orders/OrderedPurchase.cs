namespace GptImage.Sdk.PostgreSql;

/// <summary>A purchase with what was ordered.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="Request">The request as text; <see langword="null"/> when it was claimed without having been added.</param>
/// <param name="OrderLimit">What its order may cost, or <see langword="null"/>.</param>
internal sealed record OrderedPurchase(PurchaseRow Row, string? Request, decimal? OrderLimit);
