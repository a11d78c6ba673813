using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>The ledger in the table of purchases. An owner is one claim of one worker, so that an old claim never passes for a new
/// one.</summary>
/// <param name="database">The database.</param>
/// <param name="lease">How long a claim holds without being renewed.</param>
/// <param name="limit">What all orders together may cost in USD, or <see langword="null"/>.</param>
internal sealed class PurchaseTable(PurchaseDatabase database, TimeSpan lease, decimal? limit)
{
    private const int PageSize = 500;

    private const string FindForUpdate =
        $"select {PurchaseRow.Columns} from gptimage.purchase p where p.order_id = $1 and p.id = $2 for update of p";

    private const string Page =
        $"""
        select {PurchaseRow.Columns} from gptimage.purchase p
        where p.order_id = $1 and ($2::text is null or p.state = $2) and p.number > $3 order by p.number limit $4
        """;

    private const string MarkSending =
        """
        with marked as (
          update gptimage.purchase set state = 'sending', sent = attempt, started_at = clock_timestamp(),
            lease_until = clock_timestamp() + $5 * interval '1 second'
          where order_id = $1 and id = $2 and owner = $3 and attempt = $4 and state = 'claimed'
          returning order_id, id, attempt, worker),
        noted as (
          insert into gptimage.purchase_event (order_id, id, from_state, to_state, attempt, worker)
          select order_id, id, 'claimed', 'sending', attempt, worker from marked)
        select count(*) > 0 or exists (select from gptimage.purchase
          where order_id = $1 and id = $2 and owner = $3 and attempt = $4 and state = 'sending') from marked
        """;

    private const string Renew =
        """
        update gptimage.purchase set lease_until = clock_timestamp() + $5 * interval '1 second'
        where order_id = $1 and id = $2 and owner = $3 and attempt = $4 and state in ('claimed', 'sending')
        """;

    /// <summary>Gets what the audit trail calls this worker.</summary>
    public string Worker { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}");

    /// <summary>Claims a purchase, which is made when it is missing.</summary>
    /// <param name="key">The purchase.</param>
    /// <param name="request">What is bought; without a name the pictures are named after order, purchase and attempt.</param>
    /// <param name="upTo">The most it may cost.</param>
    /// <param name="cancellationToken">Cancels the claim.</param>
    public async Task<ClaimAnswer> ClaimAsync(
        PurchaseKey key, PurchaseRequest request, decimal? upTo, CancellationToken cancellationToken)
    {
        string owner = Guid.NewGuid().ToString("N");
        ClaimAnswer answer = await TryClaimAsync(key, request, upTo, owner, cancellationToken).ConfigureAwait(false);
        if (answer.Refusal != PurchaseStatus.OverLimit)
        {
            return answer;
        }

        // Workers that are gone may have held the money.
        if (await FreeAbandonedAsync(cancellationToken).ConfigureAwait(false) > 0)
        {
            answer = await TryClaimAsync(key, request, upTo, owner, cancellationToken).ConfigureAwait(false);
        }

        return answer.Refusal == PurchaseStatus.OverLimit
            ? answer with { Spending = await FindLimitAsync(key.Order, upTo, cancellationToken).ConfigureAwait(false) }
            : answer;
    }

    /// <exception cref="InvalidOperationException">The claim is no longer the caller's.</exception>
    public async Task MarkSendingAsync(PurchaseClaim claim, CancellationToken cancellationToken)
    {
        if (!await database.RunAsync(
            connection => connection.ReadValueAsync<bool>(MarkSending, cancellationToken, Values(claim)), cancellationToken)
            .ConfigureAwait(false))
        {
            throw Lost(claim);
        }
    }

    /// <exception cref="InvalidOperationException">The claim is no longer the caller's.</exception>
    public async Task RenewAsync(PurchaseClaim claim, CancellationToken cancellationToken)
    {
        if (await database.RunAsync(
            connection => connection.ExecuteAsync(Renew, cancellationToken, Values(claim)), cancellationToken).ConfigureAwait(false) == 0)
        {
            throw Lost(claim);
        }
    }

    /// <exception cref="InvalidOperationException">The claim is no longer the caller's.</exception>
    public Task<PurchaseRow> EndAsync(PurchaseClaim claim, PurchaseEnd end, CancellationToken cancellationToken)
    {
        string text = JsonSerializer.Serialize(end, PurchaseJsonContext.Default.PurchaseEnd);
        return database.RunAsync<PurchaseRow>(
            async (connection, isRepeated) =>
            {
                PurchaseRow? row = await FindAsync(connection, claim.Key, cancellationToken).ConfigureAwait(false);
                if (isRepeated && row is not null && row.Owner == claim.Owner && (row.Ending == text || row.Failure == text))
                {
                    return (row, false);
                }

                if (row is null || !(row.IsHeldBy(claim) || row.TakesLate(claim, end.State)))
                {
                    throw Lost(claim);
                }

                PurchaseChange change = Change(row, PurchaseSums.End(row, end, text), row.IsOpen ? null : "late pictures");
                await change.WriteAsync(connection, cancellationToken).ConfigureAwait(false);
                return (change.To, true);
            },
            cancellationToken);
    }

    /// <summary>Gives a claim back of which nothing was sent.</summary>
    public Task ReleaseAsync(PurchaseClaim claim, CancellationToken cancellationToken) => database.RunAsync<bool>(
        async (connection, _) =>
        {
            PurchaseRow? row = await FindAsync(connection, claim.Key, cancellationToken).ConfigureAwait(false);
            if (row is null || !row.IsHeldBy(claim))
            {
                return (false, false);
            }

            await Change(row, row with { State = row.StateBefore }, "released").WriteAsync(connection, cancellationToken)
                .ConfigureAwait(false);
            return (true, true);
        },
        cancellationToken);

    /// <summary>Reads purchases of an order behind one of them.</summary>
    public Task<IReadOnlyList<PurchaseRow>> ReadPageAsync(
        string order, PurchaseState? state, long after, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<PurchaseRow>>(
            async connection => await connection.ReadAsync(
                Page, PurchaseRow.Read, cancellationToken, order, state is { } wanted ? StateWords.NameOf(wanted) : null, after, PageSize)
                .ConfigureAwait(false),
            cancellationToken);

    /// <summary>Sums all orders.</summary>
    public Task<ImageSpending> GetSpendingAsync(CancellationToken cancellationToken) => FindSpendingAsync("", cancellationToken);

    /// <summary>Takes purchases back whose workers are silent for too long.</summary>
    /// <returns>How many orders were changed.</returns>
    public Task<int> FreeAbandonedAsync(CancellationToken cancellationToken) => database.RunAsync(
        connection => AbandonedPurchases.FreeAsync(connection, null, cancellationToken), cancellationToken);

    /// <summary>Sums what an order has cost, against its own limit; without a name all orders.</summary>
    public async Task<ImageSpending> FindSpendingAsync(string order, CancellationToken cancellationToken)
    {
        List<ImageSpending> spending = await database.RunAsync(
            connection => connection.ReadAsync(
                "select cap, settled, reserved, possible from gptimage.budget where order_id = $1",
                reader => new ImageSpending
                {
                    Limit = order.Length == 0 ? limit : reader.GetMoney(0),
                    Settled = reader.GetDecimal(1),
                    Reserved = reader.GetDecimal(2),
                    Possible = reader.GetDecimal(3),
                },
                cancellationToken, order),
            cancellationToken).ConfigureAwait(false);
        return spending is [{ } found] ? found : new ImageSpending();
    }

    internal static Task<PurchaseRow?> FindAsync(NpgsqlConnection connection, PurchaseKey key, CancellationToken cancellationToken) =>
        connection.ReadFirstAsync(FindForUpdate, PurchaseRow.Read, cancellationToken, key.Order, key.Id);

    internal PurchaseChange Change(PurchaseRow from, PurchaseRow to, string? note) =>
        new() { From = from, To = to, Worker = Worker, Lease = lease, Note = note };

    private static InvalidOperationException Lost(PurchaseClaim claim) =>
        new($"The purchase '{claim.Key.Id}' is no longer held by this claim: it has an end, another attempt has it, or its worker was "
            + "silent for too long.");

    private Task<ClaimAnswer> TryClaimAsync(
        PurchaseKey key, PurchaseRequest request, decimal? upTo, string owner, CancellationToken cancellationToken) =>
        database.RunAsync<ClaimAnswer>(
            async (connection, _) =>
            {
                PurchaseRow row = await OpenAsync(connection, key, cancellationToken).ConfigureAwait(false);
                PurchaseStatus? refusal = row switch
                {
                    // An earlier run of this transaction was committed unnoticed.
                    { IsOpen: true } when row.Owner == owner => null,
                    { IsOpen: true } => PurchaseStatus.Held,
                    { State: PurchaseState.Finished } when !row.IsFree(request.Repeat) => PurchaseStatus.Finished,
                    { State: PurchaseState.Unknown } when !row.IsFree(request.Repeat) => PurchaseStatus.Unknown,
                    { OrderState: ImageOrderState.Canceled } => PurchaseStatus.Canceled,
                    { OrderState: ImageOrderState.Paused } => PurchaseStatus.Paused,
                    _ => null,
                };
                if (refusal is not null || row.Owner == owner)
                {
                    return (new ClaimAnswer { Refusal = refusal, Row = row }, true);
                }

                PurchaseChange change = Change(row, PurchaseSums.Claim(row, request, upTo, owner), null);
                bool fits = await change.TryWriteClaimAsync(connection, limit, cancellationToken).ConfigureAwait(false);
                PurchaseRow? now = fits ? await FindAsync(connection, key, cancellationToken).ConfigureAwait(false) : row;
                return (new ClaimAnswer { Refusal = fits ? null : PurchaseStatus.OverLimit, Row = now }, fits);
            },
            cancellationToken);

    /// <summary>Locks the row of a purchase. It is made when it is missing, and taken back when its worker is gone.</summary>
    private static async Task<PurchaseRow> OpenAsync(NpgsqlConnection connection, PurchaseKey key, CancellationToken cancellationToken)
    {
        PurchaseRow? row = await FindAsync(connection, key, cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            await connection.ExecuteAllAsync(
                [
                    ("insert into gptimage.image_order (id) values ($1) on conflict do nothing", [key.Order]),
                    ("insert into gptimage.budget (order_id) values ($1) on conflict do nothing", [key.Order]),
                    ("insert into gptimage.purchase (order_id, id) values ($1, $2) on conflict do nothing", [key.Order, key.Id]),
                ],
                cancellationToken).ConfigureAwait(false);
            row = await FindAsync(connection, key, cancellationToken).ConfigureAwait(false);
        }
        else if (row is { IsOpen: true, IsLeaseOver: true })
        {
            await AbandonedPurchases.FreeAsync(connection, key, cancellationToken).ConfigureAwait(false);
            row = await FindAsync(connection, key, cancellationToken).ConfigureAwait(false);
        }

        return row ?? throw new IOException($"The purchase '{key.Id}' of the order '{key.Order}' was deleted while it was claimed.");
    }

    private async Task<ImageSpending> FindLimitAsync(string order, decimal? upTo, CancellationToken cancellationToken)
    {
        ImageSpending all = await FindSpendingAsync("", cancellationToken).ConfigureAwait(false);
        return all.Limit is { } most && (upTo is null || all.Total + upTo > most)
            ? all
            : await FindSpendingAsync(order, cancellationToken).ConfigureAwait(false);
    }

    private object?[] Values(PurchaseClaim claim) =>
        [claim.Key.Order, claim.Key.Id, claim.Owner, claim.Attempt, lease.TotalSeconds];
}
