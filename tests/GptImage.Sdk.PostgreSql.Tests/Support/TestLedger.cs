using System.Collections.Concurrent;
using GptImage.Sdk.Testing;
using Npgsql;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A database of a test's own, with workers that can be killed.</summary>
internal sealed class TestLedger : LedgerUnderTest, IAsyncDisposable
{
    private readonly ConcurrentBag<PostgreSqlPurchases> _workers = [];
    private readonly TemporaryFolder _folder = new();

    private TestLedger(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public string PicturesFolder => _folder.PathOf("pictures");

    public string SpoolFolder => _folder.PathOf("spool");

    public static async Task<TestLedger> CreateAsync(ServerFixture fixture, bool isMigrated = true)
    {
        TestLedger ledger = new(await fixture.Server.CreateDatabaseAsync());
        if (isMigrated)
        {
            await ledger.Open().MigrateAsync();
        }

        return ledger;
    }

    public PostgreSqlPurchasesOptions CreateOptions() => new()
    {
        ConnectionString = ConnectionString,
        Pictures = PictureStore.Folder(PicturesFolder),
        SpoolDirectory = SpoolFolder,
    };

    public PostgreSqlPurchases Open(Action<PostgreSqlPurchasesOptions>? change = null)
    {
        PostgreSqlPurchasesOptions options = CreateOptions();
        change?.Invoke(options);
        PostgreSqlPurchases purchases = new(options);
        _workers.Add(purchases);
        return purchases;
    }

    public override Task<IPurchaseLedger> OpenAsync(decimal? spendLimit, CancellationToken cancellationToken) =>
        Task.FromResult<IPurchaseLedger>(Open(options => options.SpendLimit = spendLimit));

    public override async Task KillAsync(IPurchaseLedger ledger, CancellationToken cancellationToken) => await EndLeasesAsync();

    /// <summary>Makes all leases end, as time would.</summary>
    public Task<int> EndLeasesAsync() => ExecuteAsync(
        "update gptimage.purchase set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null");

    public async Task<int> ExecuteAsync(string statement)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand(statement);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string statement)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand(statement);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("There is no row."));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PostgreSqlPurchases worker in _workers)
        {
            await worker.DisposeAsync();
        }

        _folder.Dispose();
    }
}
