namespace GptImage.Sdk.Testing;

/// <summary>Who gets a claim.</summary>
internal static class ClaimChecks
{
    public static IReadOnlyList<LedgerCheck> All { get; } =
    [
        new("A new purchase is granted to the first who claims it", GrantsFirst),
        new("A claimed purchase is held", HoldsClaimed),
        new("A purchase that is being sent is held", HoldsSending),
        new("Of many claims at once one is granted", GrantsOneOfMany),
        new("A second mark of a claim changes nothing", MarksOnce),
        new("A renewed claim stays the same", Renews),
        new("A list has one order, in the order of the first claims, by state", Lists),
        new("What was claimed is listed with it", ListsClaim),
    ];

    private static async Task GrantsFirst(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);

        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(LedgerBench.Key("a"), claim.Key, "the key of the claim");
        LedgerBench.Equal(1, claim.Attempt, "the first attempt");
        LedgerBench.Equal(false, string.IsNullOrEmpty(claim.Owner), "a claim without an owner");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task HoldsClaimed(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        ClaimResult second = await LedgerBench.AskAsync(ledger, "a", cancellationToken, repeat: PurchaseRepeat.Always)
            .ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.Held, second.Status, "the second claim");
        LedgerBench.Equal(
            PurchaseState.Claimed, (await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false)).State, "the state");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task HoldsSending(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);

        ClaimResult second = await LedgerBench.AskAsync(ledger, "a", cancellationToken, repeat: PurchaseRepeat.Always)
            .ConfigureAwait(false);

        LedgerBench.Equal(ClaimStatus.Held, second.Status, "the second claim");
        LedgerBench.Equal(
            PurchaseState.Sending, (await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false)).State, "the state");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task GrantsOneOfMany(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);

        ClaimResult[] results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            () => LedgerBench.AskAsync(ledger, "a", cancellationToken), cancellationToken))).ConfigureAwait(false);

        LedgerBench.Equal(1, results.Count(result => result.Status == ClaimStatus.Granted), "how many of 32 claims were granted");
        LedgerBench.Equal(31, results.Count(result => result.Status == ClaimStatus.Held), "how many of 32 claims met another");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task MarksOnce(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(
            1, (await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false)).Sent, "how often it was sent");
        await ledger.EndAsync(claim, LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task Renews(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseClaim claim = await LedgerBench.TakeAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        await ledger.RenewAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.RenewAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.EndAsync(claim, LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(
            PurchaseState.Finished, (await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false)).State, "the state");
        await LedgerBench.RefusesAsync<InvalidOperationException>(
            () => ledger.RenewAsync(claim, cancellationToken), "To renew an ended claim").ConfigureAwait(false);
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task Lists(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "b", LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "a", LedgerBench.Unknown(), cancellationToken).ConfigureAwait(false);
        await LedgerBench.BuyAsync(ledger, "c", LedgerBench.Finished(), cancellationToken).ConfigureAwait(false);
        await ledger.ClaimAsync(new PurchaseKey("autumn", "d"), LedgerBench.Request("d"), 1m, cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal("b,a,c", await IdsAsync(null).ConfigureAwait(false), "the list of the order");
        LedgerBench.Equal("b,c", await IdsAsync(PurchaseState.Finished).ConfigureAwait(false), "the finished ones");
        LedgerBench.Equal("a", await IdsAsync(PurchaseState.Unknown).ConfigureAwait(false), "the unknown ones");
        LedgerBench.Equal("", await IdsAsync(PurchaseState.Failed).ConfigureAwait(false), "the failed ones");
        LedgerBench.Equal("d", await IdsAsync(null, "autumn").ConfigureAwait(false), "the list of the other order");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);

        async Task<string> IdsAsync(PurchaseState? state, string order = LedgerBench.Order) => string.Join(
            ',',
            (await LedgerBench.ListAsync(ledger, cancellationToken, state, order).ConfigureAwait(false))
                .Select(entry => entry.Claim.Key.Id));
    }

    private static async Task ListsClaim(LedgerUnderTest test, CancellationToken cancellationToken)
    {
        IPurchaseLedger ledger = await test.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        PurchaseRequest request = new() { Name = "mug é \"2\"", Count = 3 };
        await ledger.ClaimAsync(LedgerBench.Key("a"), request, 0.123456m, cancellationToken).ConfigureAwait(false);

        PurchaseEntry entry = await LedgerBench.FindAsync(ledger, "a", cancellationToken).ConfigureAwait(false);

        LedgerBench.Equal(
            ("mug é \"2\"", 3, 0, 0.123456m), (entry.Name, entry.Count, entry.Sent, entry.UpTo), "name, count, sent and price");
        LedgerBench.Equal(null, entry.End, "the end of an open purchase");
        await test.KillAsync(ledger, cancellationToken).ConfigureAwait(false);
    }
}
