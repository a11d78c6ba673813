using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>A folder of pictures.</summary>
/// <param name="folder">The full path.</param>
internal sealed class FolderPictureStore(string folder) : IPictureStore
{
    public async Task<bool> PutAsync(string name, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        string path = PathOf(name);
        if (File.Exists(path))
        {
            return false;
        }

        using AtomicFile file = AtomicFile.Create(path);
        await content.CopyToAsync(file.Stream, cancellationToken).ConfigureAwait(false);
        string written = file.Commit(path, overwrite: false, isDurable: true);
        if (written == path)
        {
            return true;
        }

        // Somebody else was faster: the name is theirs.
        File.Delete(written);
        return false;
    }

    public async Task<StoredPicture?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        Stream? file = await OpenAsync(name, cancellationToken).ConfigureAwait(false);
        if (file is null)
        {
            return null;
        }

        await using (file.ConfigureAwait(false))
        {
            byte[] hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
            return new StoredPicture { Name = name, Length = file.Length, Sha256 = Convert.ToHexString(hash).ToLowerInvariant() };
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string path = PathOf(name);
        try
        {
            // A scanner or a viewer that has the file open does not hold up the job.
            return Task.FromResult<Stream?>(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (UnauthorizedAccessException exception)
        {
            return Directory.Exists(path)
                ? Task.FromResult<Stream?>(null)
                : throw new IOException($"The picture '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Gets the full path of a picture.</summary>
    private string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name is "." or ".." || name.AsSpan().IndexOfAny("/\\:\0") >= 0
            ? throw new ArgumentException($"'{name}' is not a name of a picture: a path leads out of the store.", nameof(name))
            : Path.Combine(folder, name);
    }
}
