namespace GptImage.Sdk.Testing;

/// <summary>What a spend limit counts.</summary>
internal static class LimitChecks
{
    public static IReadOnlyList<LedgerCheck> All { get; } =
    [
        new("A claim beyond the limit is refused with what was spent", RefusesBeyond),
        new("A claim up to the limit is granted", GrantsUpTo),
        new("A claim of unknown price is refused under a limit", RefusesUnknownPrice),
        new("What failed gives its room back", GivesBack),
        new("What is unknown keeps its room", KeepsRoom),
        new("What a killed worker had claimed gives its room back, what it was sending keeps it", CountsKilled),
        new("The limit holds over all workers, one after the other", CountsAllRuns),
        new("Of many claims at once no more are granted than fit", NeverBeyond),
    ];

    private static async Task RefusesBeyond(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);
        await LedgerBench.TakeAsync(ledger, "b", cancellationToken, upTo: 0.5m).ConfigureAwait(false);

        ClaimResult beyond = await LedgerBench.AskAsync(ledger, "c", cancellationToken, upTo: 0.26m).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.OverLimit, beyond.Status, "a claim of 0.26 beside 0.75");
        LedgerBench.Equal(
            new ImageSpending { Limit = 1m, Settled = 0.25m, Reserved = 0.5m, Possible = 0m }, beyond.Spending, "what was spent");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task GrantsUpTo(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
        await LedgerBench.TakeAsync(ledger, "a", cancellationToken, upTo: 0.75m).ConfigureAwait(false);

        await LedgerBench.TakeAsync(ledger, "b", cancellationToken, upTo: 0.25m).ConfigureAwait(false);

        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefusesUnknownPrice(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);

        ClaimResult unknown = await LedgerBench.AskAsync(ledger, "a", cancellationToken, upTo: null).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.OverLimit, unknown.Status, "a claim of unknown price");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task GivesBack(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Failed, cancellationToken).ConfigureAwait(false);

        await LedgerBench.TakeAsync(ledger, "b", cancellationToken, upTo: 1m).ConfigureAwait(false);

        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task KeepsRoom(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Unknown(0.5m), cancellationToken).ConfigureAwait(false);

        ClaimResult beyond = await LedgerBench.AskAsync(ledger, "b", cancellationToken, upTo: 0.75m).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.OverLimit, beyond.Status, "a claim of 0.75 beside 0.5 that is unknown");
        LedgerBench.Equal((0m, 0m, 0.5m), (beyond.Spending.Settled, beyond.Spending.Reserved, beyond.Spending.Possible), "what was spent");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CountsKilled(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
        await LedgerBench.TakeAsync(ledger, "a", cancellationToken, upTo: 0.25m).ConfigureAwait(false);
        PurchaseClaim sending = await LedgerBench.TakeAsync(ledger, "b", cancellationToken, upTo: 0.5m).ConfigureAwait(false);
        await ledger.MarkSendingAsync(sending, cancellationToken).ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
        ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);

        ClaimResult beyond = await LedgerBench.AskAsync(ledger, "c", cancellationToken, upTo: 0.51m).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.OverLimit, beyond.Status, "a claim of 0.51 beside 0.5 that is lost");
        LedgerBench.Equal((0m, 0m, 0.5m), (beyond.Spending.Settled, beyond.Spending.Reserved, beyond.Spending.Possible), "what was spent");
        await LedgerBench.TakeAsync(ledger, "d", cancellationToken, upTo: 0.5m).ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CountsAllRuns(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        for (int run = 1; run <= 3; run++)
        {
            IPurchaseLedger worker = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
            PurchaseClaim claim = await LedgerBench.TakeAsync(
                worker, FormattableString.Invariant($"run {run}"), cancellationToken, upTo: 0.3m).ConfigureAwait(false);
            await worker.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
            await worker.EndAsync(claim, LedgerBench.Finished(0.3m), cancellationToken).ConfigureAwait(false);
            await test.KillAsync(worker, cancellationToken).ConfigureAwait(false);
        }

        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);
        ClaimResult beyond = await LedgerBench.AskAsync(ledger, "one more", cancellationToken, upTo: 0.3m).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.OverLimit, beyond.Status, "a claim of 0.3 behind three of them");
        LedgerBench.Equal(0.9m, beyond.Spending.Settled, "what three runs settled");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task NeverBeyond(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(1m, cancellationToken).ConfigureAwait(false);

        ClaimResult[] results = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => Task.Run(
            () => LedgerBench.AskAsync(ledger, FormattableString.Invariant($"{number}"), cancellationToken, upTo: 0.1m),
            cancellationToken))).ConfigureAwait(false);

        LedgerBench.Equal(10, results.Count(result => result.Status == ClaimStatus.Granted), "how many claims of 0.1 fit into 1.0");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }
}
