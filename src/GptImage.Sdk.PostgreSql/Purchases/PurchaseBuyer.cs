using System.Text.Json;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Takes one purchase to its end: finds it, claims it, sends it, and brings its pictures to store and ledger.</summary>
/// <param name="ledger">The ledger as calls see it.</param>
/// <param name="purchases">The ledger with everything it can say.</param>
/// <param name="orders">What was ordered.</param>
/// <param name="spool">Where pictures wait.</param>
/// <param name="texts">How requests are read.</param>
/// <param name="options">The caller's options.</param>
internal sealed class PurchaseBuyer(
    IPurchaseLedger ledger, PurchaseTable purchases, OrderTable orders, Spool spool, RequestJsonOptions texts,
    PostgreSqlPurchasesOptions options)
{
    public async Task<PurchaseOutcome> BuyAsync(IGptImageClient client, PurchaseKey key, CancellationToken cancellationToken)
    {
        OrderedPurchase ordered = await LedgerFailures.NameAsync(() => FindAsync(key, cancellationToken)).ConfigureAwait(false);
        if (ordered.Row.State == PurchaseState.Finished)
        {
            return Tell(ordered.Row, PurchaseStatus.Finished);
        }

        ImageRequest request = Read(ordered);
        RequestFingerprint fingerprint = new(client);
        GptImageValidationException? problem = null;
        try
        {
            string content = await PurchaseRequests.FingerprintAsync(fingerprint, request, cancellationToken).ConfigureAwait(false);
            ThrowIfOther(key, content);
        }
        catch (GptImageValidationException exception)
        {
            problem = exception;
        }

        RequestPlan plan = client.RequirePlan(request);
        problem ??= plan.IsValid ? null : new GptImageValidationException(plan.Findings);
        decimal? upTo = problem is null
            ? JobCost.MostOf(request, plan, options.SpendLimit is not null || ordered.OrderLimit is not null)
            : 0;
        PurchaseRequest wanted = new() { Name = "", Count = request.Count, Request = request };
        ClaimAnswer answer = await LedgerFailures.NameAsync(() => purchases.ClaimAsync(key, wanted, upTo, cancellationToken))
            .ConfigureAwait(false);
        if (answer is not { Claim: { } claim, Row: { } row })
        {
            // A limit that came meanwhile counts an unknown price as the dearest one.
            decimal needed = upTo ?? JobCost.MostOf(request, plan, isLimited: true) ?? 0;
            return await RefuseAsync(answer, ordered.Row, needed, cancellationToken).ConfigureAwait(false);
        }

        JobItem item = new(0, request, key.Id, null) { Sent = PinnedRequest.Create(request, fingerprint.Pin) };
        return problem is not null
            ? await FailAsync(claim, JobEntries.Fail(item, problem, plan), problem).ConfigureAwait(false)
            : await FindInStoreAsync(row, cancellationToken).ConfigureAwait(false)
            ?? await SendAsync(client, item, plan, claim, row, cancellationToken).ConfigureAwait(false);
    }

    private static PurchaseOutcome Tell(PurchaseRow row, PurchaseStatus status, ChargeState charge = ChargeState.NotSent)
    {
        try
        {
            return new PurchaseOutcome { Status = status, Entry = row.ToEntry() };
        }
        catch (IOException exception)
        {
            throw LedgerFailures.Create(exception.Message, charge, exception);
        }
    }

    private static PurchaseStatus StatusOf(PurchaseRow row) => row.State switch
    {
        PurchaseState.Finished => PurchaseStatus.Finished,
        PurchaseState.Failed => PurchaseStatus.Failed,
        PurchaseState.Unknown => PurchaseStatus.Unknown,
        _ => PurchaseStatus.Held,
    };

    /// <summary>The ordered picture has a model and input bytes. A client with another default model, and a file with other bytes, would
    /// buy another one.</summary>
    private static void ThrowIfOther(PurchaseKey key, string content)
    {
        if (!key.Id.StartsWith(content + "-", StringComparison.Ordinal))
        {
            throw LedgerFailures.Create(
                $"The purchase '{key.Id}' would not be what was ordered: this worker's client has another default model, or an input file "
                + "has other bytes. Nothing was sent. Use the client and the files that the order was added with.", ChargeState.NotSent);
        }
    }

    private async Task<OrderedPurchase> FindAsync(PurchaseKey key, CancellationToken cancellationToken)
    {
        await spool.RecoverOnceAsync(cancellationToken).ConfigureAwait(false);
        return await orders.FindPurchaseAsync(key, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Create(
            $"The order '{key.Order}' does not have a purchase '{key.Id}' in this database. Check both names; AddAsync adds purchases.",
            ChargeState.NotSent);
    }

    private ImageRequest Read(OrderedPurchase ordered)
    {
        if (ordered.Request is null)
        {
            throw LedgerFailures.Create(
                $"The purchase '{ordered.Row.Key.Id}' was claimed without having been added: the ledger does not have its request. Nothing "
                + "was sent.", ChargeState.NotSent);
        }

        try
        {
            return ImageRequestJson.Read(ordered.Request, texts);
        }
        catch (JsonException exception)
        {
            throw LedgerFailures.Create(
                $"The request of the purchase '{ordered.Row.Key.Id}' cannot be read: {exception.Message} Nothing was sent.",
                ChargeState.NotSent, exception);
        }
    }

    private async Task<PurchaseOutcome> RefuseAsync(
        ClaimAnswer answer, PurchaseRow before, decimal needed, CancellationToken cancellationToken)
    {
        PurchaseRow row = answer.Row ?? before;
        PurchaseStatus refusal = answer.Refusal ?? PurchaseStatus.Held;
        if (refusal == PurchaseStatus.Unknown)
        {
            return await FindInStoreAsync(row, cancellationToken).ConfigureAwait(false) ?? Tell(row, refusal);
        }

        if (refusal != PurchaseStatus.OverLimit || BoundedWork.FitsLater(answer.Spending, needed))
        {
            return Tell(row, refusal);
        }

        GptImageBudgetException error = JobCost.OverLimit(
            needed, answer.Spending, "ImageOrderOptions.SpendLimit of the order, or SpendLimit of the fleet", "All workers together",
            "Raise the limit, then resume the order.");
        await LedgerFailures.NameAsync(
            () => orders.ChangeAsync(row.Key.Order, ImageOrderState.Paused, error.Message, cancellationToken)).ConfigureAwait(false);
        return Tell(row, PurchaseStatus.Paused) with { Error = error };
    }

    /// <summary>Pictures that are in the store are bought, whatever the ledger knows: they come from a worker that was killed before it
    /// could say so, or the ledger is an older copy.</summary>
    private async Task<PurchaseOutcome?> FindInStoreAsync(PurchaseRow row, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredPicture> found;
        try
        {
            found = await StoredPictures.FindAllAsync(options.Pictures, row.Name, row.Count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException and not OperationCanceledException)
        {
            throw await PauseAsync(
                row.Key.Order, $"The picture store cannot be read: {exception.Message.TrimEnd('.')}.", ChargeState.NotSent, exception)
                .ConfigureAwait(false);
        }

        if (found.Count == 0)
        {
            return null;
        }

        PurchaseRow ended = await LedgerFailures.NameAsync(
            () => purchases.EndAsync(row.ToEntry().Claim, StoredPictures.End(found, row.UpTo), cancellationToken)).ConfigureAwait(false);
        return Tell(ended, PurchaseStatus.Finished);
    }

    private async Task<PurchaseOutcome> SendAsync(
        IGptImageClient client, JobItem item, RequestPlan plan, PurchaseClaim claim, PurchaseRow row, CancellationToken cancellationToken)
    {
        SpoolRecord record = new() { Claim = claim, Name = row.Name, Count = row.Count, UpTo = row.UpTo };
        string path = await BeginAsync(record).ConfigureAwait(false);
        using SendGate gate = new(ledger, claim, CancellationToken.None, cancellationToken);
        ImageJobEntry entry;
        Exception? failure = null;
        Heartbeat heartbeat = new(purchases, claim, options.Heartbeat, options.TimeProvider);
        await using (heartbeat.ConfigureAwait(false))
        {
            try
            {
                SavedImageResult result = await SendAsync(client, item.Sent, path, gate).ConfigureAwait(false);
                entry = JobEntries.Finish(item, client.RequireResult(result), plan);
            }
            catch (GptImageException exception)
            {
                entry = JobEntries.Fail(item, exception, plan);
            }
            catch (GptImageCanceledException exception)
            {
                entry = JobEntries.Cancel(item, exception, plan);
                failure = exception;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The caller's own client: it did not say whether anything was bought.
                entry = JobEntries.Lose(item, plan, gate.IsMarked, exception);
                failure = exception;
            }

            if (gate.Failure is { } unmarked)
            {
                return await TellUnmarkedAsync(record, unmarked).ConfigureAwait(false);
            }

            return await EndAsync(record, entry, failure).ConfigureAwait(false);
        }
    }

    private async Task<string> BeginAsync(SpoolRecord record)
    {
        try
        {
            return spool.Begin(record);
        }
        catch (IOException exception)
        {
            await LedgerFailures.NameAsync(() => purchases.ReleaseAsync(record.Claim, CancellationToken.None)).ConfigureAwait(false);
            throw LedgerFailures.Create($"{exception.Message} Nothing was sent.", ChargeState.NotSent, exception);
        }
    }

    /// <summary>Only our own client lets the ledger know the moment between permit and upload.</summary>
    private static async Task<SavedImageResult> SendAsync(IGptImageClient client, ImageRequest request, string path, SendGate gate)
    {
        if (client is ISendHookClient own)
        {
            return await own.GenerateToFilesAsync(request, path, overwrite: false, (_, _) => gate.MarkAsync(), gate.Token)
                .ConfigureAwait(false);
        }

        await gate.MarkAsync().ConfigureAwait(false);
        SavedImageResult result =
            await client.GenerateToFilesAsync(request, path, overwrite: false, gate.Token).ConfigureAwait(false);
        foreach (SavedImage file in client.RequireResult(result).Files)
        {
            JobPictures.Flush(file.Path);
        }

        return result;
    }

    /// <summary>The ledger did not take the mark, so nothing was sent: the lease was lost, or the database is away.</summary>
    private async Task<PurchaseOutcome> TellUnmarkedAsync(SpoolRecord record, Exception unmarked)
    {
        await LedgerFailures.NameAsync(() =>
        {
            spool.Forget(record);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        if (unmarked is not InvalidOperationException)
        {
            throw LedgerFailures.Create(unmarked.Message, ChargeState.NotSent, unmarked);
        }

        OrderedPurchase now = await LedgerFailures.NameAsync(() => FindAsync(record.Claim.Key, CancellationToken.None))
            .ConfigureAwait(false);
        return Tell(now.Row, StatusOf(now.Row));
    }

    private async Task<PurchaseOutcome> EndAsync(SpoolRecord record, ImageJobEntry entry, Exception? failure)
    {
        if (entry.Outcome == ImageJobOutcome.NotStarted)
        {
            await LedgerFailures.NameAsync(async () =>
            {
                spool.Forget(record);
                await purchases.ReleaseAsync(record.Claim, CancellationToken.None).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        else
        {
            await DeliverAsync(record with { End = JobEntries.ToEnd(entry) }, entry).ConfigureAwait(false);
        }

        if (failure is GptImageCanceledException canceled)
        {
            throw canceled;
        }

        if (failure is not null)
        {
            throw LedgerFailures.Create($"The client failed: {failure.Message}", entry.Charge, failure);
        }

        OrderedPurchase now = await LedgerFailures.NameAsync(() => FindAsync(record.Claim.Key, CancellationToken.None), entry.Charge)
            .ConfigureAwait(false);
        return Tell(now.Row, StatusOf(now.Row), entry.Charge) with { IsSentNow = true, Error = entry.Error as GptImageException };
    }

    private async Task<PurchaseOutcome> FailAsync(PurchaseClaim claim, ImageJobEntry entry, GptImageException error)
    {
        PurchaseRow row = await LedgerFailures.NameAsync(
            () => purchases.EndAsync(claim, JobEntries.ToEnd(entry), CancellationToken.None)).ConfigureAwait(false);
        return Tell(row, StatusOf(row)) with { Error = error };
    }

    private async Task DeliverAsync(SpoolRecord record, ImageJobEntry entry)
    {
        try
        {
            await spool.DeliverAsync(record).ConfigureAwait(false);
        }
        catch (StoreFailedException exception)
        {
            GptImageJobException failure =
                await PauseAsync(record.Claim.Key.Order, exception.Message, entry.Charge, exception).ConfigureAwait(false);
            throw failure;
        }
        catch (IOException exception)
        {
            throw LedgerFailures.Create(
                $"{exception.Message} The purchase is kept in the spool, and the next call brings it to the ledger.", entry.Charge,
                exception);
        }
    }

    /// <summary>Without its store an order would only fill the spool.</summary>
    private async Task<GptImageJobException> PauseAsync(string order, string reason, ChargeState charge, Exception cause)
    {
        string end;
        try
        {
            await orders.ChangeAsync(order, ImageOrderState.Paused, reason, CancellationToken.None).ConfigureAwait(false);
            end = $"The order '{order}' is paused: repair the store, then resume it.";
        }
        catch (IOException exception)
        {
            end = $"The order could not be paused: {exception.Message}";
        }

        return LedgerFailures.Create($"{reason} {end}", charge, cause);
    }
}
