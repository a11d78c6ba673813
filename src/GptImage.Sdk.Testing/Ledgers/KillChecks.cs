namespace GptImage.Sdk.Testing;

/// <summary>What is left of a worker that was killed.</summary>
internal static class KillChecks
{
    public static IReadOnlyList<LedgerCheck> All { get; } =
    [
        new("A claim whose worker was killed before sending is free", FreesClaimed),
        new("A purchase whose worker was killed while sending is unknown", LosesSending),
        new("A purchase that was lost while sending is granted again on request", RepeatsLost),
        new("The pictures of a lost purchase still end it", RecoversLost),
        new("The claim of a killed worker can send nothing", RefusesDeadClaim),
    ];

    private static async Task FreesClaimed(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        ledger = await ReopenAsync(test, ledger, cancellationToken).ConfigureAwait(false);

        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(1, claim.Attempt, "the attempt while nothing was sent");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task LosesSending(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await SendAndKillAsync(test, cancellationToken).ConfigureAwait(false);

        ClaimResult again = await LedgerBench.AskAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.Ended, again.Status, "a claim of a lost purchase");
        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal((PurchaseState.Unknown, 1), (entry.State, entry.Sent), "state, and how often it was sent");
        LedgerBench.Equal((0m, 0.75m), (entry.Spent, entry.PossiblySpent), "what it may have cost");
        LedgerBench.Equal(null, entry.End, "the end that nobody wrote");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RepeatsLost(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await SendAndKillAsync(test, cancellationToken).ConfigureAwait(false);

        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken, repeat: PurchaseRepeat.Unknown)
            .ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.EndAsync(claim, LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);

        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal((2, PurchaseState.Finished), (claim.Attempt, entry.State), "attempt and state");
        LedgerBench.Equal((0.25m, 0.75m), (entry.Spent, entry.PossiblySpent), "what both attempts cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RecoversLost(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await SendAndKillAsync(test, cancellationToken).ConfigureAwait(false);
        PurchaseEntry lost = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        await ledger.EndAsync(lost.Claim, LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);

        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal(
            (PurchaseState.Finished, 0.25m, 0m), (entry.State, entry.Spent, entry.PossiblySpent), "state, cost and possible cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefusesDeadClaim(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim dead = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        ledger = await ReopenAsync(test, ledger, cancellationToken).ConfigureAwait(false);
        await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        await LedgerBench.RefusesAsync<InvalidOperationException>(
            () => ledger.MarkSendingAsync(dead, cancellationToken), "To mark the claim of a killed worker").ConfigureAwait(false);

        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IPurchaseLedger> SendAndKillAsync(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken, upTo: 0.75m).ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
        return await ReopenAsync(test, ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IPurchaseLedger> ReopenAsync(
        LedgerUnderTest test, IPurchaseLedger ledger, CancellationToken cancellationToken)
    {
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
        return await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
    }
}
