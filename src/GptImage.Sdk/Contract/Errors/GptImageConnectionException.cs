namespace GptImage.Sdk;

/// <summary>The service did not answer: it could not be reached, the connection failed before an answer, a redirect or a proxy answered
/// instead, or <see cref="GptImageClientOptions.BeforeSend"/> threw. An answer that breaks off is a
/// <see cref="GptImageResponseException"/>.</summary>
public sealed class GptImageConnectionException : GptImageException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageConnectionException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
