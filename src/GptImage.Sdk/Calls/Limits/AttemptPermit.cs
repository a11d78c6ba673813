using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>What an attempt holds of its rate limiter until it ends. A limiter that fails to take it back costs no picture.</summary>
internal sealed class AttemptPermit(RateLimitLease? call, ILogger logger) : IDisposable
{
    private RateLimitLease? _images;

    /// <summary>Counts what the service counts of a request.</summary>
    public static int ImagesOf(ComposedRequest composed) => Math.Max(1, composed.Request.Count) + composed.Inputs.Count;

    /// <summary>Waits until an attempt may be sent.</summary>
    /// <returns>What is given back at the end of the attempt.</returns>
    /// <exception cref="AttemptFailedException">The queue is full, or the attempt asks for more than can ever pass, or a limiter
    /// failed.</exception>
    public static async ValueTask<IDisposable> AcquireAsync(
        ImageRateLimiter limiter, ComposedRequest composed, ILogger logger, CancellationToken cancellationToken)
    {
        int images = ImagesOf(composed);
        RateLimitLease? call = await AcquireAsync(limiter.Calls, 1, images, cancellationToken).ConfigureAwait(false);
        AttemptPermit permit = new(call, logger);
        try
        {
            permit._images = await AcquireAsync(limiter.Images, images, images, cancellationToken).ConfigureAwait(false);
            return permit;
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        GiveBack(_images);
        GiveBack(call);
    }

    private void GiveBack(RateLimitLease? lease)
    {
        try
        {
            lease?.Dispose();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.PermitNotGivenBack(logger, exception);
        }
    }

    private static async ValueTask<RateLimitLease?> AcquireAsync(
        RateLimiter? limiter, int permits, int images, CancellationToken cancellationToken)
    {
        if (limiter is null)
        {
            return null;
        }

        RateLimitLease lease;
        try
        {
            lease = await limiter.AcquireAsync(permits, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw Refuse(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"One call counts {images} images (pictures asked for and input images), more than the rate limiter "
                    + $"(GptImageClientOptions.ImageRateLimiter) lets through in a minute."),
                "Ask for fewer pictures or pass fewer input images, or raise ImageRateLimiterOptions.ImagesPerMinute.", null, exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Refuse(
                $"The rate limiter (GptImageClientOptions.ImageRateLimiter) failed ({exception.GetType().Name}): "
                + $"{exception.Message.TrimEnd('.')}.", "", null, exception);
        }

        if (lease.IsAcquired)
        {
            return lease;
        }

        using (lease)
        {
            TimeSpan? wait = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : null;
            throw Refuse(
                "Too many calls wait for the rate limiter (GptImageClientOptions.ImageRateLimiter).",
                "Start fewer calls at once, or raise ImageRateLimiterOptions.QueueLimit.", wait, null);
        }
    }

    private static AttemptFailedException Refuse(string what, string next, TimeSpan? wait, Exception? cause) => new(new Failure
    {
        Kind = FailureKind.RateLimit,
        What = what,
        Next = next,
        Charge = ChargeState.NotSent,
        IsLasting = true,
        Cause = cause,
        Error = new ErrorFacts { Delay = wait },
    });
}
