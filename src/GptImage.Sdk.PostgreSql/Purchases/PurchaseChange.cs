using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Writes one change of a purchase with everything that belongs to it: the row, both budgets, the audit trail.</summary>
internal sealed record PurchaseChange
{
    private const string UpdateRow =
        """
        update gptimage.purchase set name = $3, count = $4, state = $5, state_before = $6, owner = $7, worker = $8,
          lease_until = case when $5 in ('claimed', 'sending') then clock_timestamp() + $9 * interval '1 second' end,
          attempt = $10, up_to = $11, spent = $12, possible = $13, ended = $14, ended_attempt = $15, ended_possible = $16,
          ending = $17::text::json, failure = $18::text::json,
          ended_at = case when $5 in ('finished', 'failed', 'unknown') then clock_timestamp() else ended_at end
        where order_id = $1 and id = $2
        """;

    private const string UpdateBudget =
        "update gptimage.budget set settled = settled + $2, reserved = reserved + $3, possible = possible + $4 where order_id = $1";

    private const string Reserve =
        """
        update gptimage.budget set reserved = reserved + coalesce($2::numeric, 0)
        where order_id = $1 and (coalesce($3::numeric, cap) is null or settled + reserved + possible + $2 <= coalesce($3::numeric, cap))
        """;

    private const string InsertEvent =
        """
        insert into gptimage.purchase_event (order_id, id, from_state, to_state, attempt, worker, note) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    public required PurchaseRow From { get; init; }

    public required PurchaseRow To { get; init; }

    public required string Worker { get; init; }

    public required TimeSpan Lease { get; init; }

    public string? Note { get; init; }

    private decimal Reserved => (To.IsOpen ? To.UpTo ?? 0 : 0) - (From.IsOpen ? From.UpTo ?? 0 : 0);

    public Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.ExecuteAllAsync(
        [
            Row(),
            Event(),
            (UpdateBudget, ["", To.Spent - From.Spent, Reserved, To.Possible - From.Possible]),
            (UpdateBudget, [To.Key.Order, To.Spent - From.Spent, Reserved, To.Possible - From.Possible]),
        ],
        cancellationToken);

    /// <summary>Writes a claim where its money fits under both limits. Where it does not, the transaction must not be kept.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="limit">What all orders together may cost, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether it fits.</returns>
    public async Task<bool> TryWriteClaimAsync(NpgsqlConnection connection, decimal? limit, CancellationToken cancellationToken)
    {
        int[] changed = await connection.ExecuteAllAsync(
            [
                Row(),
                Event(),
                (Reserve, ["", To.UpTo, limit]),
                (Reserve, [To.Key.Order, To.UpTo, null]),
            ],
            cancellationToken).ConfigureAwait(false);
        return changed[2] == 1 && changed[3] == 1;
    }

    private (string Statement, object?[] Values) Row() => (UpdateRow,
    [
        To.Key.Order, To.Key.Id, To.Name, To.Count, StateWords.NameOf(To.State), StateWords.NameOf(To.StateBefore), To.Owner, Worker,
        Lease.TotalSeconds, To.Attempt, To.UpTo, To.Spent, To.Possible, To.Ended is { } ended ? StateWords.NameOf(ended) : null,
        To.EndedAttempt, To.EndedPossible, To.Ending, To.Failure,
    ]);

    private (string Statement, object?[] Values) Event() => (InsertEvent,
    [
        To.Key.Order, To.Key.Id, StateWords.NameOf(From.State), StateWords.NameOf(To.State), To.Attempt, Worker, Note,
    ]);
}
