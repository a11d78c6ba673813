namespace GptImage.Sdk;

/// <summary>The service could not be reached, or the connection broke, or it answered with a redirect.</summary>
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
