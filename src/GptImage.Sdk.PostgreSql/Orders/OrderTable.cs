using System.Globalization;
using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>The orders: what was asked for, whether it is bought, and how far it is.</summary>
internal sealed class OrderTable(PurchaseDatabase database, PurchaseTable purchases, RequestJsonOptions texts)
{
    private const int MostListed = 1000;

    private const string Columns =
        """
        o.id, o.state, o.pause_reason, b.cap, o.created_at, (select count(*) from gptimage.purchase p where p.order_id = o.id)
        from gptimage.image_order o join gptimage.budget b on b.order_id = o.id
        """;

    private const string Change =
        """
        update gptimage.image_order set state = case when state = 'canceled' then state else $2 end,
          pause_reason = case when state <> 'canceled' then $3::text end
        where id = $1
        """;

    private const string Repeat =
        """
        with again as (
          update gptimage.purchase set state = 'waiting' where order_id = $1 and id = any ($2) and state = 'unknown'
          returning order_id, id, attempt),
        noted as (
          insert into gptimage.purchase_event (order_id, id, from_state, to_state, attempt, worker, note)
          select order_id, id, 'unknown', 'waiting', attempt, $3, 'repeated on request' from again)
        select count(*) from again
        """;

    /// <summary>How many purchases are in each state, and how many came to it a minute: in the last five, or since the first of them
    /// was sent.</summary>
    private const string Count =
        """
        select state, count(*),
          (count(*) filter (where is_recent) / least(5, greatest(1 / 60.0,
            extract(epoch from clock_timestamp() - min(started_at) filter (where is_recent)) / 60)))::float8
        from (
          select state, started_at, ended_at > clock_timestamp() - interval '5 minutes' as is_recent from gptimage.purchase
          where order_id = $1) p
        group by state
        """;

    /// <summary>Writes what an order lacks, all of it or nothing.</summary>
    /// <exception cref="GptImageJobException">The order has purchases that these requests lack.</exception>
    public async Task<ImageOrder> AddAsync(
        IGptImageClient client, string orderId, IAsyncEnumerable<ImageRequest> requests, decimal? limit,
        CancellationToken cancellationToken)
    {
        await database.RunOnceAsync(
            async connection =>
            {
                OrderBlock block = new(client, connection, texts);
                await block.BeginAsync(cancellationToken).ConfigureAwait(false);
                await foreach (ImageRequest request in requests.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    await block.AddAsync(request, cancellationToken).ConfigureAwait(false);
                }

                await connection.ExecuteAllAsync(
                    [
                        ("insert into gptimage.image_order (id) values ($1) on conflict do nothing", [orderId]),
                        ("insert into gptimage.budget (order_id) values ($1) on conflict do nothing", [orderId]),
                        ("update gptimage.budget set cap = coalesce($2::numeric, cap) where order_id = $1", [orderId, limit]),
                    ],
                    cancellationToken).ConfigureAwait(false);
                long lacking = await block.WriteAsync(orderId, cancellationToken).ConfigureAwait(false);
                return lacking == 0 ? lacking : throw Other(orderId, lacking);
            },
            cancellationToken).ConfigureAwait(false);
        return await FindAsync(orderId, cancellationToken).ConfigureAwait(false) ?? throw Missing(orderId);
    }

    /// <summary>Finds a purchase with what was ordered; <see langword="null"/> when there is none.</summary>
    public Task<OrderedPurchase?> FindPurchaseAsync(PurchaseKey key, CancellationToken cancellationToken) => database.RunAsync(
        connection => connection.ReadFirstAsync(
            $"""
            select {PurchaseRow.Columns}, p.request::text, (select b.cap from gptimage.budget b where b.order_id = p.order_id)
            from gptimage.purchase p where p.order_id = $1 and p.id = $2
            """,
            reader => new OrderedPurchase(
                PurchaseRow.Read(reader), reader.GetText(reader.FieldCount - 2), reader.GetMoney(reader.FieldCount - 1)),
            cancellationToken, key.Order, key.Id),
        cancellationToken);

    /// <exception cref="GptImageJobException">There is no such order.</exception>
    public async Task ChangeAsync(string orderId, ImageOrderState state, string? reason, CancellationToken cancellationToken)
    {
        int changed = await database.RunAsync(
            connection => connection.ExecuteAsync(Change, cancellationToken, orderId, StateWords.NameOf(state), reason),
            cancellationToken).ConfigureAwait(false);
        if (changed == 0)
        {
            throw Missing(orderId);
        }
    }

    /// <exception cref="GptImageJobException">There is no such order.</exception>
    public async Task<int> RepeatAsync(string orderId, string[] ids, CancellationToken cancellationToken)
    {
        await purchases.FreeAbandonedAsync(cancellationToken).ConfigureAwait(false);
        if (await FindAsync(orderId, cancellationToken).ConfigureAwait(false) is null)
        {
            throw Missing(orderId);
        }

        return (int)await database.RunAsync(
            connection => connection.ReadValueAsync<long>(Repeat, cancellationToken, orderId, ids, purchases.Worker), cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<ImageOrderProgress?> GetProgressAsync(string orderId, CancellationToken cancellationToken)
    {
        await purchases.FreeAbandonedAsync(cancellationToken).ConfigureAwait(false);
        if (await FindAsync(orderId, cancellationToken).ConfigureAwait(false) is not { } order)
        {
            return null;
        }

        List<(PurchaseState State, long Count, double PerMinute)> counts = await database.RunAsync(
            connection => connection.ReadAsync(
                Count, reader => (StateWords.Read(reader.GetString(0)), reader.GetInt64(1), reader.GetDouble(2)), cancellationToken,
                orderId),
            cancellationToken).ConfigureAwait(false);
        return new ImageOrderProgress
        {
            Order = order,
            Waiting = CountOf(PurchaseState.Waiting),
            Claimed = CountOf(PurchaseState.Claimed),
            Sending = CountOf(PurchaseState.Sending),
            Finished = CountOf(PurchaseState.Finished),
            Failed = CountOf(PurchaseState.Failed),
            Unknown = CountOf(PurchaseState.Unknown),
            Spending = await purchases.FindSpendingAsync(orderId, cancellationToken).ConfigureAwait(false),
            PerMinute = counts.Find(count => count.State == PurchaseState.Finished).PerMinute,
        };

        long CountOf(PurchaseState state) => counts.Find(count => count.State == state).Count;
    }

    public Task<IReadOnlyList<ImageOrder>> ListAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<ImageOrder>>(
            async connection => await connection.ReadAsync(
                $"select {Columns} order by o.created_at desc, o.id limit $1", Read, cancellationToken, MostListed).ConfigureAwait(false),
            cancellationToken);

    private static ImageOrder Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetString(0),
        State = StateWords.ReadOrder(reader.GetString(1)),
        PauseReason = reader.GetText(2),
        SpendLimit = reader.GetMoney(3),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(4),
        Count = reader.GetInt64(5),
    };

    private static GptImageJobException Missing(string orderId) => LedgerFailures.Create(
        $"There is no order '{orderId}' in this database. Check the name; AddAsync makes orders.", ChargeState.NotSent);

    private static GptImageJobException Other(string orderId, long lacking) => LedgerFailures.Create(
        string.Create(CultureInfo.InvariantCulture, $"The order '{orderId}' exists with other requests: {lacking} of its purchases ")
        + "are not among the requests submitted now. Nothing was changed. Choose another name, or submit all requests of the order "
        + "together with the new ones.", ChargeState.NotSent);

    private Task<ImageOrder?> FindAsync(string orderId, CancellationToken cancellationToken) => database.RunAsync(
        connection => connection.ReadFirstAsync($"select {Columns} where o.id = $1", Read, cancellationToken, orderId), cancellationToken);
}
