namespace GptImage.Sdk.PostgreSql;

/// <summary>A piece of the audit trail.</summary>
/// <param name="Events">Its changes.</param>
/// <param name="Last">The number of the last one.</param>
internal sealed record EventPage(IReadOnlyList<PurchaseEvent> Events, long Last)
{
    private const int Size = 500;

    private const string Select =
        """
        select number, order_id, id, at, from_state, to_state, attempt, worker, note from gptimage.purchase_event
        where order_id = $1 and ($2::text is null or id = $2) and number > $3 order by number limit $4
        """;

    public static EventPage Start { get; } = new([], 0);

    public static async Task<EventPage> ReadAsync(
        PurchaseDatabase database, string order, string? id, long after, CancellationToken cancellationToken)
    {
        List<(long Number, PurchaseEvent Change)> rows = await database.RunAsync(
            connection => connection.ReadAsync(
                Select,
                reader => (reader.GetInt64(0), new PurchaseEvent
                {
                    Key = new PurchaseKey(reader.GetString(1), reader.GetString(2)),
                    At = reader.GetFieldValue<DateTimeOffset>(3),
                    From = StateWords.Read(reader.GetString(4)),
                    To = StateWords.Read(reader.GetString(5)),
                    Attempt = reader.GetInt32(6),
                    Worker = reader.GetString(7),
                    Note = reader.GetText(8),
                }),
                cancellationToken, order, id, after, Size),
            cancellationToken).ConfigureAwait(false);
        return new EventPage([.. rows.Select(row => row.Change)], rows is [.., { } last] ? last.Number : after);
    }
}
