namespace GptImage.Sdk;

/// <summary>An uploaded file.</summary>
internal sealed record FilePayload
{
    public string? Id { get; init; }

    public long? Bytes { get; init; }

    public long? CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }
}
