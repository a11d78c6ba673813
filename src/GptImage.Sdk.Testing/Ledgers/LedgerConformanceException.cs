namespace GptImage.Sdk.Testing;

/// <summary>A ledger broke a rule of <see cref="IPurchaseLedger"/>.</summary>
public sealed class LedgerConformanceException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">The check, what was expected and what came.</param>
    public LedgerConformanceException(string message)
        : base(message)
    {
    }
}
