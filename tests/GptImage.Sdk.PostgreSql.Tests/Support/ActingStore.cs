namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A picture store that does something while the first picture arrives.</summary>
internal sealed class ActingStore(IPictureStore inner, Func<Task> act) : IPictureStore
{
    private bool _isDone;

    public async Task<bool> PutAsync(string name, Stream content, CancellationToken cancellationToken = default)
    {
        if (!_isDone)
        {
            _isDone = true;
            await act();
        }

        return await inner.PutAsync(name, content, cancellationToken);
    }

    public Task<StoredPicture?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        inner.FindAsync(name, cancellationToken);

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken = default) => inner.OpenAsync(name, cancellationToken);
}
