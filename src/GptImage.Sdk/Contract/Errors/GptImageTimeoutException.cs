namespace GptImage.Sdk;

/// <summary>One of the client's time limits ran out.</summary>
public sealed class GptImageTimeoutException : GptImageException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageTimeoutException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }

    /// <summary>Gets which limit ran out.</summary>
    public TimeoutKind Limit { get; init; }
}
