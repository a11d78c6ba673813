namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A picture store during whose first picture the database stops.</summary>
internal sealed class StoppingStore(IPictureStore inner, PostgreSqlServer server) : IPictureStore
{
    private bool _isStopped;

    public async Task<bool> PutAsync(string name, Stream content, CancellationToken cancellationToken = default)
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await server.StopAsync();
        }

        return await inner.PutAsync(name, content, cancellationToken);
    }

    public Task<StoredPicture?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        inner.FindAsync(name, cancellationToken);

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken = default) => inner.OpenAsync(name, cancellationToken);
}
