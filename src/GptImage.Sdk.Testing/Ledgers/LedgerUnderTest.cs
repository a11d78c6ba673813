namespace GptImage.Sdk.Testing;

/// <summary>A ledger with nothing in it, for one check of <see cref="PurchaseLedgerConformance"/>. Derive from it to check a ledger of your
/// own.</summary>
public abstract class LedgerUnderTest
{
    /// <summary>Opens the ledger as a worker of its own. After the first time it has what the workers before wrote.</summary>
    /// <param name="spendLimit">What all its purchases together may cost in USD, or <see langword="null"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The ledger.</returns>
    public abstract Task<IPurchaseLedger> OpenAsync(decimal? spendLimit, CancellationToken cancellationToken);

    /// <summary>Ends a worker as a kill would: without giving anything back. Its leases are over when this returns.</summary>
    /// <param name="ledger">What <see cref="OpenAsync"/> gave.</param>
    /// <param name="cancellationToken">Cancels the wait for the leases.</param>
    public abstract Task KillAsync(IPurchaseLedger ledger, CancellationToken cancellationToken);
}
