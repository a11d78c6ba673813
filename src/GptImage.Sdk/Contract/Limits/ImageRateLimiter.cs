using System.Threading.RateLimiting;

namespace GptImage.Sdk;

/// <summary>Makes attempts wait before they are sent, so that the service does not refuse them. Clients that share a key share
/// one.</summary>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public sealed class ImageRateLimiter : IDisposable
{
    private readonly bool _isOwner;

    /// <summary>Makes a limiter of images a minute and of calls at once.</summary>
    /// <param name="options">How much passes.</param>
    /// <exception cref="ArgumentException">A number is below 1, or the queue below 0.</exception>
    public ImageRateLimiter(ImageRateLimiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.Problems().Select(problem => $"ImageRateLimiterOptions.{problem}.")];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }

        _isOwner = true;
        Images = options.ImagesPerMinute is { } images ? new MinuteWindowLimiter(images, options.QueueLimit, options.TimeProvider) : null;
        Calls = options.MaxConcurrentCalls is { } calls
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
        Images = images;
        Calls = calls;
    }

    /// <summary>Gets what gives a permit for each image of an attempt.</summary>
    internal RateLimiter? Images { get; }

    /// <summary>Gets what gives one permit for each attempt.</summary>
    internal RateLimiter? Calls { get; }

    /// <summary>Ends the limiter: calls that wait for it, and later ones, fail with a <see cref="GptImageRateLimitException"/>. Limiters of
    /// your own are not disposed.</summary>
    public void Dispose()
    {
        if (_isOwner)
        {
            Images?.Dispose();
            Calls?.Dispose();
        }
    }
}
