namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A picture store that takes nothing while it is broken.</summary>
internal sealed class FailingStore(IPictureStore inner) : IPictureStore
{
    public bool IsBroken { get; set; }

    public Task<bool> PutAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        IsBroken ? throw new IOException("The disk is full.") : inner.PutAsync(name, content, cancellationToken);

    public Task<StoredPicture?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        inner.FindAsync(name, cancellationToken);

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken = default) => inner.OpenAsync(name, cancellationToken);
}
