using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads the answer to an upload.</summary>
internal sealed class UploadReader : IAnswerReader<UploadedImage>
{
    public IReadOnlyList<object> Recovered => [];

    public async ValueTask<UploadedImage> ReadAsync(AnswerContext answer, CancellationToken cancellationToken)
    {
        // No pictures are in it; the reader is there for its bounds.
        using PictureJsonReader reader = new(
            maxPictures: 0, ResponseDecoder.Limits(answer.Options), static () => throw new FormatException("it has a picture"));
        using OpenedAnswer body = await AnswerCoding.OpenAsync(answer.Response, answer.Body, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> json = await reader.ReadAsync(body.Blocks.ReadAsync, cancellationToken).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement file = document.RootElement;
        return JsonMember.Text(file, "id"u8) is { Length: > 0 } id
            ? new UploadedImage
            {
                Id = id,
                Length = JsonMember.Whole(file, "bytes"u8),
                CreatedAt = AnswerFacts.TimeOf(JsonMember.Whole(file, "created_at"u8)),
                ExpiresAt = AnswerFacts.TimeOf(JsonMember.Whole(file, "expires_at"u8)),
            }
            : throw new FormatException("it has no file id");
    }
}
