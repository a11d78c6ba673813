using GptImage.Sdk.PostgreSql;
using Hangfire;

namespace GptImage.Sdk.Hangfire;

/// <summary>Hangfire's job that gives every purchase of an order a job of its own. Run again after a kill, some have two, and the second
/// finds the purchase ended.</summary>
/// <remarks>Hangfire stores the names of this type, its method and its parameters: they stay as they are.</remarks>
internal sealed class OrderJob(PostgreSqlPurchases purchases, IBackgroundJobClient jobs)
{
    /// <summary>Enqueues what waits, and what failed for a reason that paused the order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="stop">Canceled when the worker stops.</param>
    [JobDisplayName("{0}: start")]
    [Queue(FleetQueue.Name)]
    [AutomaticRetry(Attempts = FleetQueue.Attempts, DelaysInSeconds = [5, 15, 30, 60], LogEvents = false)]
    public async Task EnqueueAsync(string order, CancellationToken stop)
    {
        foreach (PurchaseState state in (PurchaseState[])[PurchaseState.Waiting, PurchaseState.Failed])
        {
            await foreach (PurchaseEntry entry in purchases.ListAsync(order, state, stop).ConfigureAwait(false))
            {
                stop.ThrowIfCancellationRequested();
                if (state == PurchaseState.Waiting || PurchaseStepRule.IsOfOrder(entry.End?.Error))
                {
                    jobs.Enqueue<PurchaseJob>(job => job.BuyAsync(order, entry.Claim.Key.Id, CancellationToken.None));
                }
            }
        }
    }
}
