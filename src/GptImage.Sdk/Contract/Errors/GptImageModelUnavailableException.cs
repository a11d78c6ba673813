namespace GptImage.Sdk;

/// <summary>The model is unknown, retired or not open to this key (400, 404, 410). Choose another model.</summary>
public sealed class GptImageModelUnavailableException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageModelUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageModelUnavailableException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
