namespace GptImage.Sdk;

/// <summary>Names a purchase within a ledger.</summary>
/// <param name="Order">The order that it belongs to: a job has one, a ledger can hold many.</param>
/// <param name="Id">What is bought: the fingerprint of the request and its number among equal ones.</param>
public readonly record struct PurchaseKey(string Order, string Id);
