using GptImage.Sdk.PostgreSql;

namespace GptImage.Sdk.Hangfire;

/// <summary>Does what follows from the end of a purchase.</summary>
internal static class PurchaseEnds
{
    /// <summary>Pauses the order, or lets the job run again, where the end asks for it.</summary>
    /// <exception cref="PurchaseDelayedException">The job is to run again.</exception>
    public static async Task FollowAsync(PostgreSqlPurchases purchases, string order, PurchaseOutcome outcome)
    {
        switch (PurchaseStepRule.After(outcome))
        {
            case PurchaseStep.Again:
                throw new PurchaseDelayedException(outcome);
            case PurchaseStep.Pause:
                await purchases.PauseAsync(order, outcome.Error?.Message ?? "The service refused the client.").ConfigureAwait(false);
                break;
            default:
                break;
        }
    }
}
