namespace GptImage.Sdk.Testing;

/// <summary>What an end means for later claims.</summary>
internal static class EndChecks
{
    public static IReadOnlyList<LedgerCheck> All { get; } =
    [
        new("A finished purchase is ended, with everything its end said", EndsFinished),
        new("A finished purchase is granted again only when every end may be repeated", RepeatsFinished),
        new("A failed purchase is free", FreesFailed),
        new("An unknown purchase is granted again only on request, as a new attempt", RepeatsUnknown),
        new("A failure behind an unknown end leaves it unknown", KeepsUnknown),
        new("A failure behind a finished end leaves it finished", KeepsFinished),
        new("A claim that has ended can do nothing", RefusesEnded),
        new("A claim of an earlier attempt can do nothing", RefusesEarlierAttempt),
        new("An unknown end becomes finished by late pictures of its attempt", TakesLatePictures),
        new("A purchase does not end in a state that is not an end", RefusesNoEnd),
    ];

    private static async Task EndsFinished(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
        ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);

        ClaimResult again = await LedgerBench.AskAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.Ended, again.Status, "a claim of a finished purchase");
        LedgerBench.Same(LedgerBench.Finished(0.25m), again.Entry?.End);
        LedgerBench.Equal((0.25m, 0m), (again.Entry?.Spent, again.Entry?.PossiblySpent), "what it cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RepeatsFinished(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);

        ClaimResult unknownOnly = await LedgerBench.AskAsync(ledger, "a", cancellationToken, repeat: PurchaseRepeat.Unknown)
            .ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Finished(0.5m), cancellationToken, PurchaseRepeat.Always).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.Ended, unknownOnly.Status, "a claim that repeats unknown ends only");
        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal((2, 0.75m), (entry.Sent, entry.Spent), "how often it was sent, and what it cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task FreesFailed(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Failed, cancellationToken).ConfigureAwait(false);
        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(PurchaseState.Failed, entry.State, "the state");
        LedgerBench.Same(LedgerBench.Failed, entry.End);
        LedgerBench.Equal((0m, 0m), (entry.Spent, entry.PossiblySpent), "what a failure cost");
        LedgerBench.Equal(2, claim.Attempt, "the attempt behind one that was sent");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RepeatsUnknown(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Unknown(0.5m), cancellationToken).ConfigureAwait(false);

        ClaimResult unasked = await LedgerBench.AskAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken, repeat: PurchaseRepeat.Unknown)
            .ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.EndAsync(claim, LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.Ended, unasked.Status, "a claim of an unknown purchase");
        LedgerBench.Equal(PurchaseState.Unknown, unasked.Entry?.State, "its state");
        LedgerBench.Equal(2, claim.Attempt, "the second attempt");
        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal(
            (PurchaseState.Finished, 0.25m, 0.5m), (entry.State, entry.Spent, entry.PossiblySpent), "what both attempts cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task KeepsUnknown(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Unknown(0.5m), cancellationToken).ConfigureAwait(false);

        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Failed, cancellationToken, PurchaseRepeat.Unknown).ConfigureAwait(false);

        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal((PurchaseState.Unknown, 0.5m), (entry.State, entry.PossiblySpent), "what is left of the first attempt");
        LedgerBench.Equal(
            ClaimStatus.Ended, (await LedgerBench.AskAsync(ledger, "a", cancellationToken).ConfigureAwait(false)).Status, "a later claim");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task KeepsFinished(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);

        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Failed, cancellationToken, PurchaseRepeat.Always).ConfigureAwait(false);

        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal(PurchaseState.Finished, entry.State, "the state");
        LedgerBench.Same(LedgerBench.Finished(), entry.End);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefusesEnded(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);

        await LedgerBench.RefusesAsync<InvalidOperationException>(
            () => ledger.MarkSendingAsync(claim, cancellationToken), "To mark an ended claim").ConfigureAwait(false);
        await LedgerBench.RefusesAsync<InvalidOperationException>(
            () => ledger.EndAsync(claim, LedgerBench.Finished(), cancellationToken), "To end a claim twice").ConfigureAwait(false);
        LedgerBench.Equal(
            0.25m, (await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false)).Spent, "what it cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefusesEarlierAttempt(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim first = await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Unknown(), cancellationToken).ConfigureAwait(false);
        PurchaseClaim second = await LedgerBench.TakeAsync(ledger, "a", cancellationToken, repeat: PurchaseRepeat.Unknown)
            .ConfigureAwait(false);

        await LedgerBench.RefusesAsync<InvalidOperationException>(
            () => ledger.MarkSendingAsync(first, cancellationToken), "To mark an earlier attempt").ConfigureAwait(false);
        await LedgerBench.RefusesAsync<InvalidOperationException>(
            () => ledger.EndAsync(first, LedgerBench.Finished(), cancellationToken), "To end an earlier attempt").ConfigureAwait(false);
        await ledger.MarkSendingAsync(second, cancellationToken).ConfigureAwait(false);
        await ledger.EndAsync(second, LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task TakesLatePictures(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Unknown(0.5m), cancellationToken).ConfigureAwait(false);

        await ledger.EndAsync(claim, LedgerBench.Finished(0.25m), cancellationToken).ConfigureAwait(false);

        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        LedgerBench.Equal(
            (PurchaseState.Finished, 0.25m, 0m), (entry.State, entry.Spent, entry.PossiblySpent), "state, cost and possible cost");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefusesNoEnd(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        foreach (PurchaseState state in (PurchaseState[])[PurchaseState.Waiting, PurchaseState.Claimed, PurchaseState.Sending])
        {
            await LedgerBench.RefusesAsync<ArgumentException>(
                () => ledger.EndAsync(claim, new PurchaseEnd { State = state }, cancellationToken), $"An end as {state}")
                .ConfigureAwait(false);
        }

        await ledger.EndAsync(claim, LedgerBench.Failed, cancellationToken).ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }
}
