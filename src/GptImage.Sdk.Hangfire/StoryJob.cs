using GptImage.Sdk.PostgreSql;
using Hangfire;

namespace GptImage.Sdk.Hangfire;

/// <summary>Hangfire's job of a chained story: buys one frame after the other. Run again after a kill, it goes on with the first frame
/// that is not bought.</summary>
/// <remarks>Hangfire stores the names of this type, its method and its parameters: they stay as they are.</remarks>
internal sealed class StoryJob(PostgreSqlPurchases purchases, IGptImageClient client)
{
    /// <summary>Buys the frames that are left, up to one that cannot be bought now.</summary>
    /// <param name="order">The order.</param>
    /// <param name="stop">Canceled when the worker stops. A frame that has begun is finished: it is paid for.</param>
    [JobDisplayName("{0}: story")]
    [Queue(FleetQueue.Name)]
    [AutomaticRetry(Attempts = FleetQueue.Attempts, DelaysInSeconds = [5, 15, 30, 60], LogEvents = false)]
    public async Task BuyAsync(string order, CancellationToken stop)
    {
        PurchaseStatus last = PurchaseStatus.Finished;
        while (last == PurchaseStatus.Finished)
        {
            stop.ThrowIfCancellationRequested();
            if (await purchases.BuyNextFrameAsync(client, order, CancellationToken.None).ConfigureAwait(false) is not { } outcome)
            {
                return;
            }

            await PurchaseEnds.FollowAsync(purchases, order, outcome).ConfigureAwait(false);
            last = outcome.Status;
        }
    }
}
