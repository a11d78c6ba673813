namespace GptImage.Sdk.Testing;

/// <summary>An answer before its headers.</summary>
internal sealed record FakeAnswer(int StatusCode, string ContentType, byte[] Body)
{
    /// <summary>Gets the body in pieces, each sent as soon as it is there; instead of <see cref="Body"/>.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Pieces { get; init; }

    /// <summary>Gets how many bytes the pieces have together; null when that is not known, and then no length is sent.</summary>
    public long? PiecesLength { get; init; }

    /// <summary>Gets headers beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets after how many bytes of the body the connection is closed; null sends all of it.</summary>
    public long? CutAfter { get; init; }
}
