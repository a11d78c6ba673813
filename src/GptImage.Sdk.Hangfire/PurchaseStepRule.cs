using GptImage.Sdk.PostgreSql;

namespace GptImage.Sdk.Hangfire;

/// <summary>Decides what follows from the end of a purchase. A failed purchase is an end in the ledger and no failure of its
/// job.</summary>
internal static class PurchaseStepRule
{
    private static readonly string[] OrderFailures =
        [nameof(GptImageAuthenticationException), nameof(GptImagePermissionException), nameof(GptImageQuotaException)];

    public static PurchaseStep After(PurchaseOutcome outcome) => outcome switch
    {
        { Status: PurchaseStatus.Held or PurchaseStatus.OverLimit } => PurchaseStep.Again,
        { Status: PurchaseStatus.Failed, Error: { } error } when IsOfOrder(error.GetType().Name) => PurchaseStep.Pause,
        { Status: PurchaseStatus.Failed, Error: { } error } when IsOfMoment(error) => PurchaseStep.Again,
        _ => PurchaseStep.Done,
    };

    /// <summary>Says whether a failure meets every purchase of the order until somebody changes something.</summary>
    /// <param name="error">The name of its type.</param>
    public static bool IsOfOrder(string? error) => OrderFailures.Contains(error, StringComparer.Ordinal);

    /// <summary>Says whether the same request may succeed later, and nothing was charged for it.</summary>
    private static bool IsOfMoment(GptImageException error) =>
        error.Charge is ChargeState.NotSent or ChargeState.Rejected
        && error is GptImageRateLimitException or GptImageConnectionException or GptImageTimeoutException or GptImageServerException;
}
