using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads an answer that is a small document without pictures.</summary>
/// <param name="read">Makes the result of its root.</param>
/// <param name="hide">Takes the key out of the texts that the result has of the service, or <see langword="null"/>.</param>
internal sealed class DocumentReader<TAnswer>(Func<JsonElement, TAnswer> read, Func<TAnswer, KeyMask, TAnswer>? hide = null)
    : IAnswerReader<TAnswer>
{
    public IReadOnlyList<object> Recovered => [];

    public async ValueTask<TAnswer> ReadAsync(AnswerContext answer, CancellationToken cancellationToken)
    {
        // No pictures are in it; the reader is there for its bounds.
        using PictureJsonReader reader = new(
            maxPictures: 0, ResponseDecoder.Limits(answer.Options), static () => throw new FormatException("it has a picture"));
        using OpenedAnswer body = await AnswerCoding.OpenAsync(answer.Response, answer.Body, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> json = await reader.ReadAsync(body.Blocks.ReadAsync, cancellationToken).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(json);
        TAnswer result = read(document.RootElement);
        return hide is null ? result : hide(result, answer.Mask);
    }
}
