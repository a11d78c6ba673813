namespace GptImage.Sdk.Testing;

/// <summary>An empty ledger, for one check of <see cref="PurchaseLedgerConformance"/>. Derive from it to check a ledger of your
/// own.</summary>
public abstract class LedgerUnderTest
{
    /// <summary>Opens the ledger as a new worker. It has what earlier workers wrote.</summary>
    /// <param name="spendLimit">What all its purchases together may cost in USD, or <see langword="null"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The ledger.</returns>
    public abstract Task<IPurchaseLedger> OpenAsync(decimal? spendLimit, CancellationToken cancellationToken);

    /// <summary>Ends a worker as if its process had been killed: it releases nothing. Its leases have expired when this returns.</summary>
    /// <param name="ledger">What <see cref="OpenAsync"/> gave.</param>
    /// <param name="cancellationToken">Cancels the wait for the leases.</param>
    public abstract Task KillAsync(IPurchaseLedger ledger, CancellationToken cancellationToken);
}
