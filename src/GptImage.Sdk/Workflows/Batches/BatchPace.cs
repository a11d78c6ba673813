namespace GptImage.Sdk;

/// <summary>Says when the service is asked next: after 15 seconds at first, then after twice as long each time, up to 5 minutes, with
/// jitter.</summary>
internal sealed class BatchPace(TimeProvider time)
{
    private const int MostFailures = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private TimeSpan _next = Shortest;
    private TimeSpan? _asked;
    private int _failures;

    /// <summary>Takes note of an answer. A batch that is about to end is asked for soon.</summary>
    public void Note(ImageBatchStatus status)
    {
        _failures = 0;
        if (status == ImageBatchStatus.Finalizing)
        {
            _next = Shortest;
        }
    }

    /// <summary>Tells whether to ask again after a failure: a few times in a row when the service cannot be reached or is busy.</summary>
    public bool MayAskAgain(GptImageException failure)
    {
        _asked = (failure as GptImageRateLimitException)?.RetryAfter;
        return IsPassing(failure) && ++_failures <= MostFailures;
    }

    /// <summary>Tells whether a failure may be over in a while.</summary>
    public static bool IsPassing(GptImageException failure) => failure is GptImageConnectionException or GptImageTimeoutException
        or GptImageServerException or GptImageRateLimitException or GptImageResponseException;

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = _asked > _next ? _asked.Value : _next * (1 - (Random.Shared.NextDouble() / 4));
        _asked = null;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }
}
