namespace GptImage.Sdk;

/// <summary>The safety system stopped the request. Change the prompt or the input images; the same request is not repeated.</summary>
public sealed class GptImageModerationException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageModerationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageModerationException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }

    /// <summary>Gets where it was stopped, or <see langword="null"/> when the service does not say.</summary>
    public ModerationStage? Stage { get; init; }

    /// <summary>Gets the categories in the service's words, for example <c>violence</c>. Empty when it does not say.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
