using GptImage.Sdk.PostgreSql;
using Hangfire;

namespace GptImage.Sdk.Hangfire;

/// <summary>Hangfire's job that gives every purchase of an order a job of its own. Run again after a kill, some have two, and the second
/// finds the purchase ended.</summary>
/// <remarks>Hangfire stores the names of this type, its method and its parameters: they stay as they are.</remarks>
internal sealed class OrderJob(PostgreSqlPurchases purchases, IBackgroundJobClient jobs)
{
    /// <summary>Each job is a transaction of Hangfire's own, which waits for the disk; several at once share a flush.</summary>
    private const int Parallelism = 8;

    /// <summary>Enqueues what waits, and what failed for a reason that paused the order; of a chained story one job for all
    /// frames.</summary>
    /// <param name="order">The order.</param>
    /// <param name="stop">Canceled when the worker stops.</param>
    [JobDisplayName("{0}: start")]
    [Queue(FleetQueue.Name)]
    [AutomaticRetry(Attempts = FleetQueue.Attempts, DelaysInSeconds = [5, 15, 30, 60], LogEvents = false)]
    public async Task EnqueueAsync(string order, CancellationToken stop)
    {
        if (await purchases.GetProgressAsync(order, stop).ConfigureAwait(false) is { Order.IsChained: true })
        {
            jobs.Enqueue<StoryJob>(job => job.BuyAsync(order, CancellationToken.None));
            return;
        }

        foreach (PurchaseState state in (PurchaseState[])[PurchaseState.Waiting, PurchaseState.Failed])
        {
            await Parallel.ForEachAsync(
                purchases.ListAsync(order, state, stop)
                    .Where(entry => state == PurchaseState.Waiting || PurchaseStepRule.IsOfOrder(entry.End?.Error)),
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stop },
                (entry, _) =>
                {
                    jobs.Enqueue<PurchaseJob>(job => job.BuyAsync(order, entry.Claim.Key.Id, CancellationToken.None));
                    return ValueTask.CompletedTask;
                }).ConfigureAwait(false);
        }
    }
}
