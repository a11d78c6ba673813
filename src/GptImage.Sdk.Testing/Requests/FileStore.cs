using System.Security.Cryptography;
using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Keeps uploaded files until they expire or are deleted; when there is no more room, the oldest goes.</summary>
internal sealed class FileStore(TimeProvider clock)
{
    private const int MaxFiles = 1000;
    private const long MaxBytes = 1024L * 1024 * 1024;
    private const int IdLength = 22;

    private readonly object _gate = new();
    private readonly List<StoredFile> _files = [];
    private int _uploads;

    public StoredFile Add(string purpose, string fileName, string? contentType, ReadOnlyMemory<byte> bytes, long? secondsToLive)
    {
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            var file = new StoredFile(IdOf(++_uploads), purpose, fileName, contentType, bytes, now, now + secondsToLive);
            _files.Add(file);
            while (_files.Count > MaxFiles || (_files.Sum(stored => (long)stored.Bytes.Length) > MaxBytes && _files.Count > 1))
            {
                _files.RemoveAt(0);
            }

            return file;
        }
    }

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
            return Find(id) is { } file && _files.Remove(file);
        }
    }

    private void DropExpired()
    {
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        _files.RemoveAll(file => file.ExpiresAt <= now);
    }

    /// <summary>Makes the id of the nth upload: as long as the service's, and the same in every run.</summary>
    private static string IdOf(int number) =>
        "file-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"file {number}"))))[..IdLength]
        .ToLowerInvariant();
}
