namespace GptImage.Sdk.Testing;

/// <summary>What all checks of a ledger do.</summary>
internal static class LedgerBench
{
    public const string Order = "spring";

    public static PurchaseKey Key(string id) => new(Order, id);

    public static PurchaseRequest Request(string id, PurchaseRepeat repeat = PurchaseRepeat.Never) =>
        new() { Name = "picture-" + id, Repeat = repeat };

    public static PurchaseEnd Finished(decimal cost = 0.25m) => new()
    {
        State = PurchaseState.Finished,
        Charge = ChargeState.Charged,
        Pictures = [new StoredPicture { Name = "picture.png", Length = 3, Sha256 = new string('a', 64) }],
        Usage = new ImageUsage { InputTokens = 3, InputTextTokens = 1, InputImageTokens = 2, OutputTokens = 4, TotalTokens = 7 },
        Cost = cost,
        RequestId = "req_1",
    };

    public static PurchaseEnd Failed { get; } = new()
    {
        State = PurchaseState.Failed,
        Charge = ChargeState.Rejected,
        Error = "GptImageModerationException",
        Message = "Blocked: \"x\"\né",
    };

    public static PurchaseEnd Unknown(decimal possible = 0.5m) => new()
    {
        State = PurchaseState.Unknown,
        Charge = ChargeState.PossiblyCharged,
        PossibleCost = possible,
        Message = "Cut.",
    };

    /// <summary>Claims a purchase that must be granted.</summary>
    public static async Task<PurchaseClaim> TakeAsync(
        IPurchaseLedger ledger, string id, CancellationToken cancellationToken, decimal? upTo = 1m,
        PurchaseRepeat repeat = PurchaseRepeat.Never)
    {
        ClaimResult result = await ledger.ClaimAsync(Key(id), Request(id, repeat), upTo, cancellationToken).ConfigureAwait(false);
        Equal(ClaimStatus.Granted, result.Status, "the answer to a claim");
        return result.Claim ?? throw new LedgerConformanceException("A granted claim has no Claim.");
    }

    /// <summary>Claims a purchase that must not be granted, and says what the ledger answered.</summary>
    public static async Task<ClaimResult> AskAsync(
        IPurchaseLedger ledger, string id, CancellationToken cancellationToken, decimal? upTo = 1m,
        PurchaseRepeat repeat = PurchaseRepeat.Never)
    {
        ClaimResult result = await ledger.ClaimAsync(Key(id), Request(id, repeat), upTo, cancellationToken).ConfigureAwait(false);
        if (result.Status != ClaimStatus.Granted && result.Claim is not null)
        {
            throw new LedgerConformanceException("A claim that was not granted has a Claim.");
        }

        return result;
    }

    /// <summary>Buys: claims, marks and ends.</summary>
    public static async Task<PurchaseClaim> BuyAsync(
        IPurchaseLedger ledger, string id, PurchaseEnd end, CancellationToken cancellationToken,
        PurchaseRepeat repeat = PurchaseRepeat.Never)
    {
        PurchaseClaim claim = await TakeAsync(ledger, id, cancellationToken, repeat: repeat).ConfigureAwait(false);
        await ledger.MarkSendingAsync(claim, cancellationToken).ConfigureAwait(false);
        await ledger.EndAsync(claim, end, cancellationToken).ConfigureAwait(false);
        return claim;
    }

    public static async Task<List<PurchaseEntry>> ListAsync(
        IPurchaseLedger ledger, CancellationToken cancellationToken, PurchaseState? state = null, string order = Order)
    {
        List<PurchaseEntry> entries = [];
        await foreach (PurchaseEntry entry in ledger.ListAsync(order, state, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static async Task<PurchaseEntry> FindAsync(IPurchaseLedger ledger, string id, CancellationToken cancellationToken) =>
        (await ListAsync(ledger, cancellationToken).ConfigureAwait(false)).Find(entry => entry.Claim.Key == Key(id))
        ?? throw new LedgerConformanceException($"The list lacks the purchase '{id}'.");

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new LedgerConformanceException(FormattableString.Invariant($"{what}: expected {expected}, was {actual}."));
        }
    }

    /// <summary>Compares ends by everything they say.</summary>
    public static void Same(PurchaseEnd expected, PurchaseEnd? actual)
    {
        Equal(expected with { Pictures = [] }, actual is null ? null : actual with { Pictures = [] }, "the end");
        Equal(string.Join('|', expected.Pictures), string.Join('|', actual?.Pictures ?? []), "the pictures of the end");
    }

    public static async Task RefusesAsync<TException>(Func<Task> act, string what)
        where TException : Exception
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (TException)
        {
            return;
        }

        throw new LedgerConformanceException($"{what} did not throw {typeof(TException).Name}.");
    }
}
