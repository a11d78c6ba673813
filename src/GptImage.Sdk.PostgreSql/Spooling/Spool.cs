using System.Collections.Concurrent;
using System.Text.Json;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Where pictures wait on this machine's own disk until store and ledger have them. Each process has a folder of its own in it,
/// and a lock on that; a folder without its process is emptied by another one.</summary>
/// <param name="root">The folder of all processes.</param>
/// <param name="store">Where the pictures go.</param>
/// <param name="purchases">The ledger.</param>
internal sealed class Spool(string root, IPictureStore store, PurchaseTable purchases) : IDisposable
{
    private const string RecordEnding = ".purchase.json";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<string, SpoolRecord> _left = new(StringComparer.Ordinal);
    private readonly string _folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
    private readonly object _gate = new();
    private FolderLock? _lock;
    private volatile bool _isSearched;

    public static string DefaultFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? data : Path.GetTempPath(),
        "GptImage.Sdk", "spool");

    /// <summary>Remembers a purchase before it is sent.</summary>
    /// <returns>The path of its pictures, without number and extension.</returns>
    /// <exception cref="IOException">The spool cannot be written.</exception>
    public string Begin(SpoolRecord record)
    {
        Use(TakeOwnFolder);
        Write(record);
        return Path.Combine(_folder, record.Name);
    }

    /// <summary>Forgets a purchase of which nothing was sent.</summary>
    /// <exception cref="IOException">The spool cannot be written.</exception>
    public void Forget(SpoolRecord record) => Use(() => File.Delete(RecordOf(_folder, record)));

    /// <summary>Brings a purchase of this process to store and ledger. When that fails it is kept for the next try.</summary>
    /// <exception cref="StoreFailedException">The store failed.</exception>
    /// <exception cref="IOException">The ledger or the spool cannot be written.</exception>
    public async Task DeliverAsync(SpoolRecord record)
    {
        _left[record.Name] = record;
        Write(record);
        await DeliverAsync(_folder, record, CancellationToken.None).ConfigureAwait(false);
        _left.TryRemove(record.Name, out _);
    }

    /// <summary>Brings home what is left of this process, and at the first time of others.</summary>
    public Task RecoverOnceAsync(CancellationToken cancellationToken) =>
        _isSearched && _left.IsEmpty ? Task.CompletedTask : RecoverAsync(!_isSearched, cancellationToken);

    /// <summary>Brings home what is left of this process and of others that are gone.</summary>
    /// <returns>How many purchases were ended by it.</returns>
    /// <exception cref="StoreFailedException">The store failed.</exception>
    /// <exception cref="IOException">The ledger cannot be written, or the spool not be read and emptied.</exception>
    public Task<int> RecoverAsync(CancellationToken cancellationToken) => RecoverAsync(withOthers: true, cancellationToken);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_lock is not null && !Directory.EnumerateFiles(_folder, "*" + RecordEnding).Any())
            {
                Directory.Delete(_folder, recursive: true);
            }

            _lock?.Dispose();
            _lock = null;
        }

        _turn.Dispose();
    }

    private static string RecordOf(string folder, SpoolRecord record) => Path.Combine(folder, record.Name + RecordEnding);

    private async Task<int> RecoverAsync(bool withOthers, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            int ended = 0;
            foreach (SpoolRecord record in _left.Values)
            {
                ended += await DeliverAsync(_folder, record, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                _left.TryRemove(record.Name, out _);
            }

            if (withOthers)
            {
                ended += await RecoverOthersAsync(cancellationToken).ConfigureAwait(false);
                _isSearched = true;
            }

            return ended;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<int> RecoverOthersAsync(CancellationToken cancellationToken)
    {
        int ended = 0;
        string[] folders = [];
        Use(() => folders = Directory.Exists(root) ? Directory.GetDirectories(root) : []);
        foreach (string folder in folders)
        {
            using FolderLock? held = folder == _folder ? null : TakeIfLeft(folder);
            if (held is null)
            {
                continue;
            }

            string[] paths = [];
            Use(() => paths = Directory.GetFiles(folder, "*" + RecordEnding));
            foreach (string path in paths)
            {
                ended += await DeliverAsync(folder, Read(path), cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            Use(() => Directory.Delete(folder, recursive: true));
        }

        return ended;
    }

    private static FolderLock? TakeIfLeft(string folder)
    {
        try
        {
            return FolderLock.Take(folder);
        }
        catch (IOException)
        {
            // Its process is alive, or another one is emptying it or has just done so.
            return null;
        }
    }

    /// <summary>Names the spool in what its folders and files fail with.</summary>
    /// <exception cref="IOException">It failed.</exception>
    private static void Use(Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    private static IOException Unusable(Exception cause) =>
        new($"The spool (PostgreSqlPurchasesOptions.SpoolDirectory) cannot be used: {cause.Message.TrimEnd('.')}. Allow this program to "
            + "read, write and delete there; pictures in it are paid for.", cause);

    private void TakeOwnFolder()
    {
        lock (_gate)
        {
            if (_lock is null)
            {
                Directory.CreateDirectory(_folder);
                _lock = FolderLock.Take(_folder);
            }
        }
    }

    private static SpoolRecord Read(string path)
    {
        byte[] text = [];
        Use(() => text = File.ReadAllBytes(path));
        try
        {
            return JsonSerializer.Deserialize(text, PurchaseJsonContext.Default.SpoolRecord) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new IOException(
                $"The file '{path}' of the spool cannot be read: {exception.Message} The pictures beside it are paid for: look at them, "
                + "and move the file away.", exception);
        }
    }

    /// <summary>A record is there whole or not at all, and on the disk before anything is sent.</summary>
    private void Write(SpoolRecord record) => Use(() =>
    {
        string path = RecordOf(_folder, record);
        using AtomicFile file = AtomicFile.Create(path);
        file.Stream.Write(JsonSerializer.SerializeToUtf8Bytes(record, PurchaseJsonContext.Default.SpoolRecord));
        file.Commit(path, overwrite: true, isDurable: true);
    });

    /// <returns>Whether the ledger took an end.</returns>
    private async Task<bool> DeliverAsync(string folder, SpoolRecord record, CancellationToken cancellationToken)
    {
        string[] names = record.End is { } known
            ? [.. known.Pictures.Select(picture => picture.Name)]
            : await RecoverAsync(folder, record, cancellationToken).ConfigureAwait(false);
        List<StoredPicture> stored = [];
        foreach (string name in names)
        {
            stored.Add(await PutAsync(folder, name, cancellationToken).ConfigureAwait(false));
        }

        PurchaseEnd? end = record.End ?? (stored.Count == record.Count ? StoredPictures.End(stored, record.UpTo) : null);
        bool isTaken = end is not null && await TryEndAsync(record.Claim, end, cancellationToken).ConfigureAwait(false);

        // The record goes first: pictures without one are in the store.
        Use(() =>
        {
            File.Delete(RecordOf(folder, record));
            foreach (string name in names)
            {
                File.Delete(Path.Combine(folder, name));
            }
        });
        return isTaken;
    }

    private static async Task<string[]> RecoverAsync(string folder, SpoolRecord record, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SavedImage> files =
                await new JobPictures(folder).RecoverAsync(record.Name, record.Count, cancellationToken).ConfigureAwait(false);
            return [.. files.Select(file => Path.GetFileName(file.Path))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    /// <summary>An end is refused when the purchase has another one by now, or another attempt. Its pictures are in the store all the
    /// same.</summary>
    private async Task<bool> TryEndAsync(PurchaseClaim claim, PurchaseEnd end, CancellationToken cancellationToken)
    {
        try
        {
            await purchases.EndAsync(claim, end, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<StoredPicture> PutAsync(string folder, string name, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, name);
        try
        {
            if (File.Exists(path))
            {
                FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
                await using (file.ConfigureAwait(false))
                {
                    await store.PutAsync(name, file, cancellationToken).ConfigureAwait(false);
                }
            }

            StoredPicture stored = await store.FindAsync(name, cancellationToken).ConfigureAwait(false)
                ?? throw new IOException("it does not have the picture after storing it");
            StoredPicture? local = File.Exists(path)
                ? await PictureStore.Folder(folder).FindAsync(name, cancellationToken).ConfigureAwait(false)
                : null;
            return local is null || local == stored ? stored : throw new IOException("another picture has its name");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException and not OperationCanceledException)
        {
            throw new StoreFailedException(
                $"The picture store cannot take '{name}': {exception.Message.TrimEnd('.')}. The picture is kept as '{path}', and the next "
                + "call brings it to the store.", exception);
        }
    }
}
