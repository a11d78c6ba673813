using GptImage.Sdk.PostgreSql;
using Hangfire;

namespace GptImage.Sdk.Hangfire;

/// <summary>Hangfire's job of one purchase. Hangfire may run it twice, at once or one after the other; the ledger buys once.</summary>
/// <remarks>Hangfire stores the names of this type, its method and its parameters: they stay as they are.</remarks>
internal sealed class PurchaseJob(PostgreSqlPurchases purchases, IGptImageClient client)
{
    /// <summary>Buys a purchase.</summary>
    /// <param name="order">The order.</param>
    /// <param name="purchase">The purchase.</param>
    /// <param name="stop">Canceled when the worker stops. A purchase that has begun is finished: it is paid for.</param>
    [JobDisplayName("{0}: picture {1}")]
    [Queue(FleetQueue.Name)]
    [AutomaticRetry(Attempts = FleetQueue.Attempts, DelaysInSeconds = [5, 15, 30, 60], LogEvents = false)]
    public async Task BuyAsync(string order, string purchase, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        PurchaseOutcome outcome =
            await purchases.BuyAsync(client, order, purchase, CancellationToken.None).ConfigureAwait(false);
        await PurchaseEnds.FollowAsync(purchases, order, outcome).ConfigureAwait(false);
    }
}
