namespace GptImage.Sdk;

/// <summary>A picture that the service keeps.</summary>
public sealed record UploadedImage
{
    /// <summary>Gets its id, for example <c>file-abc123</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets its length in bytes, or <see langword="null"/> when the service did not say.</summary>
    public long? Length { get; init; }

    /// <summary>Gets when it was uploaded, or <see langword="null"/> when the service did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets when the service deletes it, or <see langword="null"/> when it is kept.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Makes an input image of it that sends only its id.</summary>
    /// <returns>The input.</returns>
    public ImageInput ToInput() => ImageInput.FromFileId(Id);
}
