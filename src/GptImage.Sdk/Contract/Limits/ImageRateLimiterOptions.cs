namespace GptImage.Sdk;

/// <summary>How much a rate limiter lets through.</summary>
public sealed class ImageRateLimiterOptions
{
    /// <summary>Gets or sets how many images pass within any 60 seconds: the pictures asked for and the input images sent, as the service
    /// counts them. A call with more images than this fails at once with a <see cref="GptImageRateLimitException"/>.</summary>
    /// <value>1 or more; <see langword="null"/> by default: any number.</value>
    public int? ImagesPerMinute { get; set; }

    /// <summary>Gets or sets how many calls are under way at once.</summary>
    /// <value>1 or more; <see langword="null"/> by default: any number.</value>
    public int? MaxConcurrentCalls { get; set; }

    /// <summary>Gets or sets how many calls may wait for each of the two limits. One more fails at once with a
    /// <see cref="GptImageRateLimitException"/>.</summary>
    /// <value>0 or more; 1,000 by default.</value>
    public int QueueLimit { get; set; } = 1000;

    /// <summary>Gets or sets the clock.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Says what is wrong with the values, naming each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (ImagesPerMinute < 1)
        {
            yield return FormattableString.Invariant($"ImagesPerMinute is {ImagesPerMinute}; set 1 or more, or null for any number");
        }

        if (MaxConcurrentCalls < 1)
        {
            yield return FormattableString.Invariant($"MaxConcurrentCalls is {MaxConcurrentCalls}; set 1 or more, or null for any number");
        }

        if (QueueLimit < 0)
        {
            yield return FormattableString.Invariant($"QueueLimit is {QueueLimit}; set 0 or more");
        }

        if (TimeProvider is null)
        {
            yield return "TimeProvider is null; leave it at TimeProvider.System";
        }
    }
}
