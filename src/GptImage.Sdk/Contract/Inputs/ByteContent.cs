namespace GptImage.Sdk;

/// <summary>Bytes that equal others with the same content.</summary>
internal sealed class ByteContent(ReadOnlyMemory<byte> bytes) : IEquatable<ByteContent>
{
    private const int HashedBytes = 64;

    private readonly ReadOnlyMemory<byte> _bytes = bytes;

    public bool Equals(ByteContent? other) => other is not null && _bytes.Span.SequenceEqual(other._bytes.Span);

    public override bool Equals(object? obj) => Equals(obj as ByteContent);

    /// <summary>Counts the length and the last bytes: pictures begin alike.</summary>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_bytes.Length);
        hash.AddBytes(_bytes.Span[Math.Max(0, _bytes.Length - HashedBytes)..]);
        return hash.ToHashCode();
    }
}
