using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Runs statements with parameters by position: <c>$1</c>, <c>$2</c> and so on.</summary>
internal static class ConnectionExtensions
{
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string statement, CancellationToken cancellationToken, params object?[] values)
    {
        NpgsqlCommand command = Create(connection, statement, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the first value of the first row; the default when there is none.</summary>
    public static async Task<T?> ReadValueAsync<T>(
        this NpgsqlConnection connection, string statement, CancellationToken cancellationToken, params object?[] values)
    {
        NpgsqlCommand command = Create(connection, statement, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
        }
    }

    public static async Task<List<T>> ReadAsync<T>(
        this NpgsqlConnection connection, string statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken,
        params object?[] values)
    {
        List<T> rows = [];
        NpgsqlCommand command = Create(connection, statement, values);
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }
        }

        return rows;
    }

    /// <summary>Reads the first row; <see langword="null"/> when there is none.</summary>
    public static async Task<T?> ReadFirstAsync<T>(
        this NpgsqlConnection connection, string statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken,
        params object?[] values)
        where T : class =>
        await connection.ReadAsync(statement, read, cancellationToken, values).ConfigureAwait(false) is [{ } first, ..] ? first : null;

    /// <summary>Runs statements in one round trip.</summary>
    /// <returns>How many rows each of them changed.</returns>
    public static async Task<int[]> ExecuteAllAsync(
        this NpgsqlConnection connection, IReadOnlyList<(string Statement, object?[] Values)> statements,
        CancellationToken cancellationToken)
    {
        NpgsqlBatch batch = new(connection);
        await using (batch.ConfigureAwait(false))
        {
            foreach ((string statement, object?[] values) in statements)
            {
                NpgsqlBatchCommand command = new(statement);
                command.Parameters.AddRange(values.Select(CreateParameter).ToArray());
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return [.. batch.BatchCommands.OfType<NpgsqlBatchCommand>().Select(command => (int)command.RecordsAffected)];
        }
    }

    public static string? GetText(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static decimal? GetMoney(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDecimal(column);

    public static DateTimeOffset? GetTime(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlCommand Create(NpgsqlConnection connection, string statement, object?[] values)
    {
        NpgsqlCommand command = new(statement, connection);
        command.Parameters.AddRange(values.Select(CreateParameter).ToArray());
        return command;
    }

    private static NpgsqlParameter CreateParameter(object? value) => new() { Value = value ?? DBNull.Value };
}
