namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A server that tests share. Each test has a database of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private PostgreSqlServer? _server;

    /// <summary>Gets the server. A test is skipped when it is not installed.</summary>
    public PostgreSqlServer Server
    {
        get
        {
            Assert.SkipWhen(PostgreSqlServer.MissingReason is not null, PostgreSqlServer.MissingReason ?? "");
            return _server ?? throw new InvalidOperationException("The server was not started.");
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgreSqlServer.MissingReason is null)
        {
            _server = await PostgreSqlServer.StartNewAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
