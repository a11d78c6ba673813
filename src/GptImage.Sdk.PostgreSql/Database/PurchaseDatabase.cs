using System.Data;
using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>The database: runs short transactions, each of which is on disk when it returns. None needs anything of a session, so that the
/// server, a pooler or the network may break any connection between two of them.</summary>
internal sealed class PurchaseDatabase : IAsyncDisposable
{
    private const int Tries = 3;

    /// <summary>The version of the schema; and a server that acknowledges before it has written is told not to.</summary>
    private const string Begin =
        """
        select max(version), case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', true) end
        from gptimage.schema_version
        """;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly string _place;

    public PurchaseDatabase(string connectionString, TimeProvider time)
    {
        NpgsqlConnectionStringBuilder connection = new(connectionString) { NoResetOnClose = true, Enlist = false };
        _place = $"database '{connection.Database ?? connection.Username}' at {connection.Host}:{connection.Port}";
        NpgsqlSlimDataSourceBuilder builder = new(connection.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        _source = builder.Build();
        _time = time;
    }

    /// <summary>Runs a transaction. When a connection breaks it is run again, so it must be harmless when it was committed
    /// unnoticed.</summary>
    /// <param name="work">Does the work and says whether it is kept. Its second argument tells whether an earlier run may have been
    /// committed.</param>
    /// <param name="cancellationToken">Cancels it; nothing is changed then.</param>
    /// <exception cref="IOException">The database cannot be used.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, bool, Task<(T Value, bool IsKept)>> work, CancellationToken cancellationToken)
    {
        for (int number = 1; ; number++)
        {
            try
            {
                return await RunOnceAsync(work, isRepeated: number > 1, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception) when (exception.IsTransient && number < Tries)
            {
                await Task.Delay(FirstDelay * number, _time, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception)
            {
                throw DatabaseFailure.Create(exception, _place);
            }
        }
    }

    /// <summary>Runs a transaction that is always kept.</summary>
    public Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(async (connection, _) => (await work(connection).ConfigureAwait(false), true), cancellationToken);

    /// <summary>Runs a transaction that is always kept, and never runs it again: what it reads can be read only once.</summary>
    /// <exception cref="IOException">The database cannot be used.</exception>
    public async Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(
                async (connection, _) => (await work(connection).ConfigureAwait(false), true), isRepeated: false, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw DatabaseFailure.Create(exception, _place);
        }
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="IOException">The database cannot be used, or its schema is newer.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await Schema.MigrateAsync(connection, _place, cancellationToken).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (NpgsqlException exception)
        {
            throw DatabaseFailure.Create(exception, _place);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> RunOnceAsync<T>(
        Func<NpgsqlConnection, bool, Task<(T Value, bool IsKept)>> work, bool isRepeated, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            NpgsqlTransaction transaction =
                await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                Schema.ThrowIfOther(
                    await connection.ReadValueAsync<int?>(Begin, cancellationToken).ConfigureAwait(false), _place);
                (T value, bool isKept) = await work(connection, isRepeated).ConfigureAwait(false);
                if (isKept)
                {
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                return value;
            }
        }
    }
}
