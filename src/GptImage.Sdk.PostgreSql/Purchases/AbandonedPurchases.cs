using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Takes purchases back whose lease is over. What was only claimed is what it was before; what was being sent is unknown, until
/// its worker still brings the pictures.</summary>
internal static class AbandonedPurchases
{
    private const string Free =
        """
        with gone as (
          select order_id, id, state, state_before, attempt, worker, coalesce(up_to, 0) as money from gptimage.purchase
          where state in ('claimed', 'sending') and lease_until < clock_timestamp() and ($1::text is null or (order_id = $1 and id = $2))
          limit 1000 for update skip locked),
        freed as (
          update gptimage.purchase p set state = g.state_before, lease_until = null
          from gone g where g.state = 'claimed' and p.order_id = g.order_id and p.id = g.id),
        lost as (
          update gptimage.purchase p set state = 'unknown', lease_until = null, ended_at = clock_timestamp(), ended = 'unknown',
            ended_attempt = g.attempt, ended_possible = g.money, possible = p.possible + g.money, ending = null
          from gone g where g.state = 'sending' and p.order_id = g.order_id and p.id = g.id),
        noted as (
          insert into gptimage.purchase_event (order_id, id, from_state, to_state, attempt, worker, note)
          select order_id, id, state, case state when 'sending' then 'unknown' else state_before end, attempt, worker, 'lease over'
          from gone)
        select order_id, sum(money), coalesce(sum(money) filter (where state = 'sending'), 0) from gone group by order_id
        """;

    private const string Settle =
        "update gptimage.budget set reserved = reserved - $2, possible = possible + $3 where order_id = $1";

    /// <summary>Takes back what is over now: one purchase, or up to 1,000.</summary>
    /// <returns>How many orders were changed.</returns>
    public static async Task<int> FreeAsync(NpgsqlConnection connection, PurchaseKey? key, CancellationToken cancellationToken)
    {
        List<(string Order, decimal Reserved, decimal Possible)> sums = await connection.ReadAsync(
            Free, reader => (reader.GetString(0), reader.GetDecimal(1), reader.GetDecimal(2)), cancellationToken, key?.Order, key?.Id)
            .ConfigureAwait(false);
        if (sums.Count == 0)
        {
            return 0;
        }

        // Budgets are locked in the order of their names everywhere, so that no two transactions wait for each other.
        (string Order, decimal Reserved, decimal Possible) all = ("", sums.Sum(sum => sum.Reserved), sums.Sum(sum => sum.Possible));
        await connection.ExecuteAllAsync(
            [
                .. sums.Prepend(all).OrderBy(sum => sum.Order, StringComparer.Ordinal)
                    .Select(sum => (Settle, (object?[])[sum.Order, sum.Reserved, sum.Possible])),
            ],
            cancellationToken).ConfigureAwait(false);
        return sums.Count;
    }
}
