namespace GptImage.Sdk.PostgreSql;

/// <summary>Renews a claim for as long as its call runs. It ends nothing: what was sent is paid for, whatever becomes of the
/// lease.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beats;

    public Heartbeat(PurchaseTable purchases, PurchaseClaim claim, TimeSpan interval, TimeProvider time) =>
        _beats = BeatAsync(purchases, claim, interval, time, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _beats.ConfigureAwait(false);
        _end.Dispose();
    }

    private static async Task BeatAsync(
        PurchaseTable purchases, PurchaseClaim claim, TimeSpan interval, TimeProvider time, CancellationToken end)
    {
        try
        {
            using PeriodicTimer timer = new(interval, time);
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                await TryRenewAsync(purchases, claim, end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The call has ended.
        }
        catch (InvalidOperationException)
        {
            // The lease is lost. The owner still says how the call ended.
        }
    }

    private static async Task TryRenewAsync(PurchaseTable purchases, PurchaseClaim claim, CancellationToken end)
    {
        try
        {
            await purchases.RenewAsync(claim, end).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The database is away. The next beat asks again.
        }
    }
}
