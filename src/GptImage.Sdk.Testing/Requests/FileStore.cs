namespace GptImage.Sdk.Testing;

/// <summary>Keeps the files of the account until they expire or are deleted; when there is no more room, the oldest goes.</summary>
internal sealed class FileStore(TimeProvider clock)
{
    private const int MaxFiles = 10_000;
    private const long MaxBytesInMemory = 1024L * 1024 * 1024;
    private const int IdLength = 22;

    private readonly object _gate = new();
    private readonly List<StoredFile> _files = [];
    private long _bytesInMemory;
    private int _added;

    /// <summary>Adds a file whose content is in memory.</summary>
    public StoredFile Add(string purpose, string fileName, string? contentType, ReadOnlyMemory<byte> bytes, long? secondsToLive) =>
        Add((id, now) => new StoredFile(id, purpose, fileName, contentType, bytes, now, now + secondsToLive));

    /// <summary>Adds a file whose content is on disk and is deleted with it.</summary>
    public StoredFile AddOnDisk(string purpose, string fileName, string contentPath, long? secondsToLive) =>
        Add((id, now) => new StoredFile(id, purpose, fileName, null, default, now, now + secondsToLive)
        {
            ContentPath = contentPath,
            Length = new FileInfo(contentPath).Length,
        });

    public StoredFile? Find(string id)
    {
        lock (_gate)
        {
            DropExpired();
            return _files.Find(file => file.Id == id);
        }
    }

    /// <summary>Lists the files that are kept, the oldest first.</summary>
    public IReadOnlyList<StoredFile> List()
    {
        lock (_gate)
        {
            DropExpired();
            return [.. _files];
        }
    }

    public bool Remove(string id)
    {
        lock (_gate)
        {
            return Find(id) is { } file && Drop(file);
        }
    }

    private StoredFile Add(Func<string, long, StoredFile> make)
    {
        lock (_gate)
        {
            StoredFile file = make(
                FakeId.Make("file-", FormattableString.Invariant($"file {++_added}"), IdLength), clock.GetUtcNow().ToUnixTimeSeconds());
            _files.Add(file);
            _bytesInMemory += file.Bytes.Length;
            while (_files.Count > MaxFiles || (_bytesInMemory > MaxBytesInMemory && _files.Count > 1))
            {
                Drop(_files[0]);
            }

            return file;
        }
    }

    private void DropExpired()
    {
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (StoredFile file in _files.Where(file => file.ExpiresAt <= now).ToList())
        {
            Drop(file);
        }
    }

    private bool Drop(StoredFile file)
    {
        _bytesInMemory -= file.Bytes.Length;
        if (file.ContentPath is not null)
        {
            File.Delete(file.ContentPath);
        }

        return _files.Remove(file);
    }
}
