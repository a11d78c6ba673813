namespace GptImage.Sdk;

/// <summary>A job cannot go on, for example because its ledger cannot be written any more. What it bought until then is in
/// <see cref="Report"/>.</summary>
public sealed class GptImageJobException : GptImageException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageJobException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the ends of all requests of the job so far.</summary>
    /// <value>A report without entries by default.</value>
    public ImageJobReport Report { get; init; } = new() { Entries = [], LedgerPath = "" };
}
