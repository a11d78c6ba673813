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

    /// <summary>Gets the bytes of an answer that is packed in a way this client does not unpack, so that a picture in it is not
    /// lost.</summary>
    /// <value>The body as it came, packed as its Content-Encoding says, at most <see cref="GptImageClientOptions.MaxImageBytes"/> for each
    /// picture that was asked for and <see cref="GptImageClientOptions.MaxAnswerBytes"/>. Empty for every other failure.</value>
    public ReadOnlyMemory<byte> PackedBody { get; init; }
}
