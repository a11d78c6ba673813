namespace GptImage.Sdk;

/// <summary>No answer of the service came: it could not be reached, the connection failed before an answer, or a redirect or a proxy stood
/// in its place. An answer that breaks off is a <see cref="GptImageResponseException"/>.</summary>
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
