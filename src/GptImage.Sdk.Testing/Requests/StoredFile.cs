namespace GptImage.Sdk.Testing;

/// <summary>A file of the account: its content is in memory, or on disk when the service wrote it.</summary>
internal sealed record StoredFile(
    string Id, string Purpose, string FileName, string? ContentType, ReadOnlyMemory<byte> Bytes, long CreatedAt, long? ExpiresAt)
{
    /// <summary>Gets where the content is on disk; null when <see cref="Bytes"/> are the content.</summary>
    public string? ContentPath { get; init; }

    public long Length { get; init; } = Bytes.Length;
}
