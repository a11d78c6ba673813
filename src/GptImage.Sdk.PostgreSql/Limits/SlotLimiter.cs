using System.Threading.RateLimiting;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Spreads images evenly over the minute for all processes: one row says when the next one may pass, and whoever asks moves it on
/// and waits until its turn.</summary>
internal sealed class SlotLimiter(PurchaseDatabase database, int imagesPerMinute, TimeProvider time) : RateLimiter
{
    private const string Take =
        """
        update gptimage.limiter set next_at = greatest(next_at, clock_timestamp()) + $1 * interval '60 seconds' / $2
        where name = 'images'
        returning extract(epoch from next_at - clock_timestamp())::float8 - $1 * 60.0 / $2
        """;

    private long _passed;
    private int _waiting;

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentQueuedCount = Volatile.Read(ref _waiting),
        TotalSuccessfulLeases = Interlocked.Read(ref _passed),
    };

    /// <summary>A turn is only known from the database, which is not asked without waiting.</summary>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) =>
        permitCount == 0 ? WindowLease.Passed : new WindowLease(false, TimeSpan.Zero);

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, imagesPerMinute);
        if (permitCount > 0)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                double wait = await database.RunAsync(
                    connection => connection.ReadValueAsync<double>(
                        Take, cancellationToken, (double)permitCount, (double)imagesPerMinute),
                    cancellationToken).ConfigureAwait(false);
                if (wait > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        Interlocked.Increment(ref _passed);
        return WindowLease.Passed;
    }
}
