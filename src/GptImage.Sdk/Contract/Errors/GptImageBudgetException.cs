namespace GptImage.Sdk;

/// <summary>The request may go beyond a spend limit that you set, on the client, a job, a batch or a check policy; it was not sent. The
/// quota of the account is <see cref="GptImageQuotaException"/>.</summary>
public sealed class GptImageBudgetException : GptImageException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageBudgetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageBudgetException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
    }

    /// <summary>Gets what the request may cost at most, in USD.</summary>
    public decimal Needed { get; init; }

    /// <summary>Gets the limit and what was spent when the request was refused.</summary>
    public ImageSpending Spending { get; init; } = new();
}
