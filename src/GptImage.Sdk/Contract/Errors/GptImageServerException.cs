namespace GptImage.Sdk;

/// <summary>The service, or a gateway in front of it, failed (5xx).</summary>
public sealed class GptImageServerException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageServerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageServerException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
