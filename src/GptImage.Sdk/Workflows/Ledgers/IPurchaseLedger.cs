namespace GptImage.Sdk;

/// <summary>Remembers purchases, so that nothing is bought twice: not after a kill, and not by two workers at once.</summary>
/// <remarks>
/// <para>A worker claims a purchase, marks it as sending between the rate limiter's permit and the upload, and ends it. A claim whose
/// worker is gone is free again when nothing was sent; a purchase that was being sent has an unknown outcome then.</para>
/// <para>A job, a storyboard or a batch reaches the moment between permit and upload only with a <see cref="GptImageClient"/>. With any
/// other <see cref="IGptImageClient"/> it marks a purchase as sending before it calls the client.</para>
/// <para>What a member has written survives a kill of the process when it returns.</para>
/// </remarks>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public interface IPurchaseLedger
{
    /// <summary>Claims a purchase for the caller.</summary>
    /// <param name="key">The purchase.</param>
    /// <param name="request">What is bought.</param>
    /// <param name="upTo">The most it may cost in USD, reserved until the end; <see langword="null"/> when that is not known, which a
    /// ledger with a spend limit answers with <see cref="ClaimStatus.OverLimit"/>.</param>
    /// <param name="cancellationToken">Cancels the claim.</param>
    /// <returns>Granted with a claim; or ended, held by another worker, or over the limit.</returns>
    /// <exception cref="IOException">The ledger cannot be reached or written.</exception>
    Task<ClaimResult> ClaimAsync(
        PurchaseKey key, PurchaseRequest request, decimal? upTo, CancellationToken cancellationToken = default);

    /// <summary>Says that the purchase is sent next. From then on its outcome is unknown until it is ended. A second mark of the same claim
    /// changes nothing.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the mark.</param>
    /// <exception cref="InvalidOperationException">The claim is no longer the caller's. Nothing may be sent.</exception>
    /// <exception cref="IOException">The ledger cannot be reached or written. Nothing may be sent.</exception>
    Task MarkSendingAsync(PurchaseClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Prolongs the lease of a claim. Does nothing where leases never end.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the renewal.</param>
    /// <exception cref="InvalidOperationException">The claim is no longer the caller's.</exception>
    /// <exception cref="IOException">The ledger cannot be reached or written.</exception>
    Task RenewAsync(PurchaseClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Ends a purchase. An unknown end of the same attempt can still become a finished one: late pictures are kept.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="ArgumentException"><paramref name="end"/> has a state that is not an end.</exception>
    /// <exception cref="InvalidOperationException">The claim is no longer the caller's: the purchase has an end, or another
    /// attempt.</exception>
    /// <exception cref="IOException">The ledger cannot be reached or written.</exception>
    Task EndAsync(PurchaseClaim claim, PurchaseEnd end, CancellationToken cancellationToken = default);

    /// <summary>Lists the purchases of an order, in the order in which they were first claimed.</summary>
    /// <param name="order">The order.</param>
    /// <param name="state">The state to list, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the list.</param>
    /// <returns>The purchases.</returns>
    /// <exception cref="IOException">The ledger cannot be reached or read.</exception>
    IAsyncEnumerable<PurchaseEntry> ListAsync(
        string order, PurchaseState? state = null, CancellationToken cancellationToken = default);
}
