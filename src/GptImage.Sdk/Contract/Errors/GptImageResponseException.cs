namespace GptImage.Sdk;

/// <summary>The service answered with something that cannot be used: no picture, broken JSON, a cut body.</summary>
public sealed class GptImageResponseException : GptImageException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageResponseException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
