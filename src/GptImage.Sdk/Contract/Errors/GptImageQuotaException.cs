namespace GptImage.Sdk;

/// <summary>The account has no money or quota left (429 or 400). Waiting does not help; raise the limit.</summary>
public sealed class GptImageQuotaException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageQuotaException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageQuotaException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
