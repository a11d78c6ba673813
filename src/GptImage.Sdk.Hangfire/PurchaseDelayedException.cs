using GptImage.Sdk.PostgreSql;

namespace GptImage.Sdk.Hangfire;

/// <summary>Lets Hangfire run a job again. Its message is what Hangfire's dashboard shows.</summary>
internal sealed class PurchaseDelayedException(PurchaseOutcome outcome) : Exception(Describe(outcome), outcome.Error)
{
    private static string Describe(PurchaseOutcome outcome) => outcome.Status switch
    {
        PurchaseStatus.Held => "Another worker has this purchase; it is looked at again when that worker had time to finish.",
        PurchaseStatus.OverLimit => "The purchase does not fit under the spend limit while others are under way.",
        _ => $"The purchase failed, cost nothing and is tried again: {outcome.Error?.Message}",
    };
}
