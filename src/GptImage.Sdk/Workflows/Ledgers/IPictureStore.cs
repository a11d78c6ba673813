namespace GptImage.Sdk;

/// <summary>Keeps pictures under names. A picture appears whole or not at all, and is never replaced.</summary>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public interface IPictureStore
{
    /// <summary>Stores a picture unless the store has one of that name.</summary>
    /// <param name="name">The name with its extension; no path.</param>
    /// <param name="content">The bytes, read to their end.</param>
    /// <param name="cancellationToken">Cancels the copy; nothing is stored then.</param>
    /// <returns>Whether it was stored; <see langword="false"/> when the name is taken.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or a path.</exception>
    /// <exception cref="IOException">The picture cannot be stored.</exception>
    Task<bool> PutAsync(string name, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Finds a picture and hashes its bytes.</summary>
    /// <param name="name">The name with its extension; no path.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The picture, or <see langword="null"/> when the store has no picture with that name.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or a path.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    Task<StoredPicture?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Opens a picture for reading.</summary>
    /// <param name="name">The name with its extension; no path.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The bytes from the first on, or <see langword="null"/> when the store has no picture with that name.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or a path.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken = default);
}
