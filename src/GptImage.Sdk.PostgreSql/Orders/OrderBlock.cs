using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Requests on their way into the table of purchases. Equal ones are numbered in the order in which they come.</summary>
internal sealed class OrderBlock(IGptImageClient client, string orderId, RequestJsonOptions texts)
{
    /// <summary>How many requests are written in one transaction.</summary>
    public const int Size = 1000;

    private const string Copy = "copy added (place, id, count, request) from stdin (format binary)";

    private const string Insert =
        """
        insert into gptimage.purchase (order_id, id, count, request)
        select $1, id, count, request::json from added order by place on conflict do nothing
        """;

    private readonly RequestFingerprint _fingerprint = new(client);
    private readonly Dictionary<string, int> _equals = new(StringComparer.Ordinal);
    private readonly List<(string Id, int Count, string Request)> _rows = [];

    public bool IsFull => _rows.Count >= Size;

    /// <exception cref="GptImageValidationException">An input cannot be read.</exception>
    /// <exception cref="ArgumentException">The request cannot be written as JSON.</exception>
    public async Task AddAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        string content = await PurchaseRequests.FingerprintAsync(_fingerprint, request, cancellationToken).ConfigureAwait(false);
        int ordinal = _equals[content] = _equals.GetValueOrDefault(content) + 1;
        string text = await ImageRequestJson.WriteAsync(request, texts, cancellationToken).ConfigureAwait(false);
        _rows.Add((string.Create(CultureInfo.InvariantCulture, $"{content}-{ordinal}"), request.Count, text));
    }

    /// <summary>Writes what was collected, and begins anew.</summary>
    public async Task WriteAsync(PurchaseDatabase database, CancellationToken cancellationToken)
    {
        await database.RunAsync(connection => WriteAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);
        _rows.Clear();
    }

    private async Task<int> WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "create temporary table added (place int, id text, count int, request text) on commit drop", cancellationToken)
            .ConfigureAwait(false);
        NpgsqlBinaryImporter import = await connection.BeginBinaryImportAsync(Copy, cancellationToken).ConfigureAwait(false);
        await using (import.ConfigureAwait(false))
        {
            for (int i = 0; i < _rows.Count; i++)
            {
                (string id, int count, string request) = _rows[i];
                await import.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(i, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(id, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(count, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(request, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            }

            await import.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return await connection.ExecuteAsync(Insert, cancellationToken, orderId).ConfigureAwait(false);
    }
}
