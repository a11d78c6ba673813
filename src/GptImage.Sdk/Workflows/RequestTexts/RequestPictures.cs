using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Puts the pictures of a request into words and finds them again: a path below a folder, or a hash in a store.</summary>
internal sealed class RequestPictures
{
    private const int HashLength = 64;

    private readonly IPictureStore? _store;
    private readonly string _folder;
    private readonly bool _allowsAnyPath;

    public RequestPictures(RequestJsonOptions? options)
    {
        _store = options?.Inputs;
        string folder = Path.GetFullPath(options?.BaseDirectory is { Length: > 0 } named ? named : Directory.GetCurrentDirectory());
        _folder = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        _allowsAnyPath = options?.AllowAnyPath ?? false;
    }

    /// <summary>Writes a path relative to the folder when it is below it.</summary>
    public string PathInText(string full)
    {
        string relative = Path.GetRelativePath(_folder, full).Replace(Path.DirectorySeparatorChar, '/');
        return LeadsOutside(relative) ? full : relative;
    }

    /// <summary>Makes the input of a file that a text names.</summary>
    /// <exception cref="ArgumentException">The path is none, or leads out of the folder.</exception>
    public ImageInput FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileNames.ThrowIfNul(path);
        return _allowsAnyPath || !LeadsOutside(path)
            ? ImageInput.FromFile(Path.GetFullPath(path, _folder))
            : throw new ArgumentException(
                $"'{path}' is not below the base directory. Name the file relative to it and without '..', or set AllowAnyPath for a text "
                + "that you trust.");
    }

    /// <summary>Makes the input of a picture that a text names by its hash.</summary>
    /// <exception cref="ArgumentException">The text is not a hash, or there is no store.</exception>
    public ImageInput FromHash(string text)
    {
        IPictureStore store = _store
            ?? throw new ArgumentException("The picture is in a store. Set RequestJsonOptions.Inputs to that store.");
        string hash = CheckHash(text);
        return ImageInput.FromStore(hash, () => Open(store, hash));
    }

    /// <exception cref="ArgumentException">The text is not a hash.</exception>
    public static string CheckHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigit)
        ? text.ToLowerInvariant()
        : throw new ArgumentException($"'{text}' is not a SHA-256. Write 64 hexadecimal digits.");

    /// <summary>Puts a picture from memory or a stream into the store.</summary>
    /// <returns>The hash of its bytes, which is its name there.</returns>
    /// <exception cref="ArgumentException">There is no store.</exception>
    /// <exception cref="IOException">The picture cannot be read or stored.</exception>
    public async ValueTask<string> StoreAsync(ImageInput input, string path, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return input.StoredHash ?? throw new ArgumentException(
                $"The input at {path} ({input.Description}) has no file, address or file id that a text can hold. Set "
                + "RequestJsonOptions.Inputs to a store that keeps its bytes.");
        }

        try
        {
            // In memory, so that the bytes that are stored are the ones that were hashed.
            using MemoryStream content = await InputReading.ReadAsync(input, CopyAsync, cancellationToken).ConfigureAwait(false);
            string hash = Convert.ToHexString(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length))).ToLowerInvariant();
            if (input.ExpectedHash is { } expected && !hash.Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                throw InputReading.Change(input, "Its bytes are not those that it was hashed with.");
            }

            await _store.PutAsync(hash, content, cancellationToken).ConfigureAwait(false);
            return hash;
        }
        catch (InputChangedException exception)
        {
            throw new IOException($"The input at {path} was not stored. {exception.Message}", exception);
        }
    }

    private static async ValueTask<MemoryStream> CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        MemoryStream content = new();
        byte[] block = new byte[1 << 16];
        int count;
        while ((count = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await content.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            if (content.Length > InputReading.MaxBytes)
            {
                throw new IOException("It has 50 MB or more, which the service does not take.");
            }
        }

        content.Position = 0;
        return content;
    }

    /// <summary>Opens a stored picture. On the thread pool: a store that goes back to its caller's context would wait for the thread that
    /// waits for it.</summary>
    private static Stream Open(IPictureStore store, string hash) =>
        Task.Run(() => store.OpenAsync(hash)).GetAwaiter().GetResult()
        ?? throw new FileNotFoundException($"The store has no picture '{hash}'");

    /// <summary>Tells whether a path is absolute or has a part <c>..</c>, by the rules of Windows and of Unix.</summary>
    private bool LeadsOutside(string path) =>
        path.StartsWith('/') || path.StartsWith('\\') || (path.Length > 1 && path[1] == ':')
        || path.Split('/', '\\').Contains("..")
        || !Path.GetFullPath(path, _folder).StartsWith(_folder, StringComparison.Ordinal);
}
