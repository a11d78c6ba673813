namespace GptImage.Sdk.FleetHost;

/// <summary>Counts pictures that are stored.</summary>
internal sealed class CountedStore(IPictureStore store, DeathClock clock) : IPictureStore
{
    public async Task<bool> PutAsync(string name, Stream content, CancellationToken cancellationToken = default)
    {
        clock.Count();
        bool isNew = await store.PutAsync(name, content, cancellationToken);
        clock.Count();
        return isNew;
    }

    public Task<StoredPicture?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        store.FindAsync(name, cancellationToken);

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken = default) => store.OpenAsync(name, cancellationToken);
}
