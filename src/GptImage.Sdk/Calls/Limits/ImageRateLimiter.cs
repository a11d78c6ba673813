using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>Makes attempts wait before they are sent, so that the service does not refuse them. Clients that share a key share
/// one.</summary>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public sealed class ImageRateLimiter : IDisposable
{
    private readonly RateLimiter? _images;
    private readonly RateLimiter? _calls;
    private readonly bool _isOwner;

    /// <summary>Makes a limiter of images a minute and of calls at once.</summary>
    /// <param name="options">How much passes.</param>
    /// <exception cref="ArgumentException">A number is below 1, or the queue below 0.</exception>
    public ImageRateLimiter(ImageRateLimiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ImagesPerMinute < 1 || options.MaxConcurrentCalls < 1 || options.QueueLimit < 0 || options.TimeProvider is null)
        {
            throw new ArgumentException(
                "ImageRateLimiterOptions needs 1 or more images a minute, 1 or more calls at once, a queue of 0 or more, and a clock.",
                nameof(options));
        }

        _isOwner = true;
        _images = options.ImagesPerMinute is { } images ? new MinuteWindowLimiter(images, options.QueueLimit, options.TimeProvider) : null;
        _calls = options.MaxConcurrentCalls is { } calls
            ? new ConcurrencyLimiter(new ConcurrencyLimiterOptions
            {
                PermitLimit = calls,
                QueueLimit = options.QueueLimit,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : null;
    }

    /// <summary>Takes limiters of your own, for example one that a fleet of machines shares. They are not disposed.</summary>
    /// <param name="images">Gives a permit for each image of an attempt: the pictures asked for and the input images sent.</param>
    /// <param name="calls">Gives one permit for each attempt, returned at its end; <see langword="null"/> for none.</param>
    public ImageRateLimiter(RateLimiter images, RateLimiter? calls = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        _images = images;
        _calls = calls;
    }

    /// <summary>Ends all waiting.</summary>
    public void Dispose()
    {
        if (_isOwner)
        {
            _images?.Dispose();
            _calls?.Dispose();
        }
    }

    /// <summary>Counts what the service counts of a request.</summary>
    internal static int ImagesOf(ComposedRequest composed) => Math.Max(1, composed.Request.Count) + composed.Inputs.Count;

    /// <summary>Waits until an attempt may be sent.</summary>
    /// <returns>What is given back at the end of the attempt.</returns>
    /// <exception cref="AttemptFailedException">The queue is full, or the attempt asks for more than can ever pass, or a limiter
    /// failed.</exception>
    internal async ValueTask<IDisposable> AcquireAsync(int images, ILogger logger, CancellationToken cancellationToken)
    {
        RateLimitLease? call = await AcquireAsync(_calls, 1, images, cancellationToken).ConfigureAwait(false);
        AttemptPermit permit = new(call, logger);
        try
        {
            permit.Images = await AcquireAsync(_images, images, images, cancellationToken).ConfigureAwait(false);
            return permit;
        }
        catch
        {
            permit.Dispose();
            throw;
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
                string.Create(CultureInfo.InvariantCulture,
                $"The rate limiter never lets {images} images of one call through (pictures asked for and input images)."),
                "Ask for fewer, or raise the limit.", null, exception);
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
                "Start fewer at once, or enlarge its queue.", wait, null);
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
