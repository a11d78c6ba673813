namespace GptImage.Sdk;

/// <summary>The key may not do this (403): the organization is not verified, the project has no access, or the region is not
/// served.</summary>
public sealed class GptImagePermissionException : GptImageApiException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImagePermissionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImagePermissionException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }
}
