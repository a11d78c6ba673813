namespace GptImage.Sdk.Testing;

/// <summary>An uploaded file.</summary>
internal sealed record StoredFile(
    string Id, string Purpose, string FileName, string? ContentType, ReadOnlyMemory<byte> Bytes, long CreatedAt, long? ExpiresAt);
