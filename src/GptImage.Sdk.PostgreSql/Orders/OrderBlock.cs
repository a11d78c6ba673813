using Npgsql;
using NpgsqlTypes;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Requests on their way into the table of purchases, within one transaction. They wait in a temporary table until all are there,
/// so that an order of any length takes no memory here.</summary>
internal sealed class OrderBlock(IGptImageClient client, NpgsqlConnection connection, RequestJsonOptions texts)
{
    /// <summary>How many requests are sent to the server at once.</summary>
    private const int Size = 1000;

    /// <summary>Requests may come slowly; a server that ends idle transactions would lose those that came.</summary>
    private const string Patience = "set local idle_in_transaction_session_timeout = 0";

    private const string Create =
        "create temporary table added (place bigint, content text, count int, request text) on commit drop";

    private const string Copy = "copy added (place, content, count, request) from stdin (format binary)";

    /// <summary>Equal requests are numbered in the order in which they come.</summary>
    private const string Number =
        """
        create temporary table numbered on commit drop as
        select place, content || '-' || row_number() over (partition by content order by place) as id, count, request from added
        """;

    private const string CountLacking =
        """
        select count(*) from gptimage.purchase p
        where p.order_id = $1 and p.request is not null and not exists (select from numbered n where n.id = p.id)
        """;

    private const string Insert =
        """
        insert into gptimage.purchase (order_id, id, count, request)
        select $1, id, count, request::json from numbered order by place on conflict do nothing
        """;

    private readonly RequestFingerprint _fingerprint = new(client);
    private readonly List<(string Content, int Count, string Request)> _rows = [];
    private long _place;

    public Task BeginAsync(CancellationToken cancellationToken) =>
        connection.ExecuteAllAsync([(Patience, []), (Create, [])], cancellationToken);

    /// <exception cref="GptImageValidationException">An input cannot be read.</exception>
    /// <exception cref="ArgumentException">The request cannot be written as JSON.</exception>
    public async Task AddAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        string content = await PurchaseRequests.FingerprintAsync(_fingerprint, request, cancellationToken).ConfigureAwait(false);
        string text = await ImageRequestJson.WriteAsync(request, texts, cancellationToken).ConfigureAwait(false);
        _rows.Add((content, request.Count, text));
        if (_rows.Count >= Size)
        {
            await CopyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what the order lacks of all requests that were added.</summary>
    /// <returns>How many purchases of the order are not among them.</returns>
    public async Task<long> WriteAsync(string orderId, CancellationToken cancellationToken)
    {
        await CopyAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(Number, cancellationToken).ConfigureAwait(false);
        long lacking = await connection.ReadValueAsync<long>(CountLacking, cancellationToken, orderId).ConfigureAwait(false);
        await connection.ExecuteAsync(Insert, cancellationToken, orderId).ConfigureAwait(false);
        return lacking;
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter import = await connection.BeginBinaryImportAsync(Copy, cancellationToken).ConfigureAwait(false);
        await using (import.ConfigureAwait(false))
        {
            foreach ((string content, int count, string request) in _rows)
            {
                await import.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(_place++, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(content, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(count, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(request, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            }

            await import.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        _rows.Clear();
    }
}
