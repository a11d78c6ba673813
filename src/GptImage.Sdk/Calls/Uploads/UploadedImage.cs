using System.Text.Json;

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

    /// <summary>Reads the answer to an upload.</summary>
    /// <exception cref="FormatException">It has no id.</exception>
    internal static UploadedImage FromJson(JsonElement file) => JsonMember.Text(file, "id"u8) is { Length: > 0 } id
        ? new UploadedImage
        {
            Id = id,
            Length = JsonMember.Whole(file, "bytes"u8),
            CreatedAt = AnswerFacts.TimeOf(JsonMember.Whole(file, "created_at"u8)),
            ExpiresAt = AnswerFacts.TimeOf(JsonMember.Whole(file, "expires_at"u8)),
        }
        : throw new FormatException("it has no file id");
}
