using System.Security.Cryptography;

namespace GptImage.Sdk.Testing;

/// <summary>Keeps the pictures that were answered as addresses until somebody fetches them: the newest ones.</summary>
internal sealed class PictureShelf
{
    /// <summary>Where the addresses begin: outside of <c>/v1/</c>, as they would be on another host, and without a key.</summary>
    public const string Prefix = "/pictures/";

    private const int MaxPictures = 200;
    private const long MaxBytes = 256L * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Dictionary<string, byte[]> _pictures = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private long _bytes;

    /// <summary>Puts a picture up and returns its path: the same for the same picture.</summary>
    public string Put(byte[] picture, string format)
    {
        string path = $"{Prefix}{Convert.ToHexString(SHA256.HashData(picture))[..32].ToLowerInvariant()}.{format}";
        lock (_gate)
        {
            if (_pictures.TryAdd(path, picture))
            {
                _order.Enqueue(path);
                _bytes += picture.Length;
            }

            while (_order.Count > MaxPictures || (_bytes > MaxBytes && _order.Count > 1))
            {
                string oldest = _order.Dequeue();
                _bytes -= _pictures[oldest].Length;
                _pictures.Remove(oldest);
            }
        }

        return path;
    }

    /// <summary>Answers a request for a picture; null when there is none at that path.</summary>
    public FakeAnswer? Find(string path)
    {
        lock (_gate)
        {
            return _pictures.TryGetValue(path, out byte[]? picture)
                ? new FakeAnswer(200, PictureFormat.MediaTypeOf(Path.GetExtension(path)[1..]), picture)
                : null;
        }
    }
}
