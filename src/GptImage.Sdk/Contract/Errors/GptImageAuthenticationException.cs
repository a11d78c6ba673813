namespace GptImage.Sdk;

/// <summary>The service does not know the API key (401), or <see cref="GptImageClientOptions.ApiKeyProvider"/> gave none (status 0; what it
/// threw is the inner exception). Ask for another key.</summary>
public sealed class GptImageAuthenticationException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageAuthenticationException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
