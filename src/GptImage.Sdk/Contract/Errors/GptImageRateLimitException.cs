namespace GptImage.Sdk;

/// <summary>Too many requests, tokens or images for the moment (429), or for <see cref="GptImageClientOptions.ImageRateLimiter"/>. Wait for
/// <see cref="GptImageApiException.RetryAfter"/>.</summary>
public sealed class GptImageRateLimitException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageRateLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageRateLimitException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
