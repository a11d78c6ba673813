using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a stream of events: previews, finished pictures, errors. It must not end before the picture is finished.</summary>
internal static class EventStreamDecoder
{
    public static async Task<DecodedAnswer<TPicture>> DecodeAsync<TPicture>(
        ComposedRequest request, AnswerContext context, IPictureDestination<TPicture> destination, Action<DecodedUpdate<TPicture>> onUpdate, CancellationToken cancellationToken)
        where TPicture : class
    {
        context.Body.IdleTimeout = context.Options.StreamIdleTimeout;
        PictureLimits limits = ResponseDecoder.Limits(context.Options);
        EventAllowance allowance = new(request);
        List<TPicture> pictures = [];
        AnswerFacts? facts = null;
        using SseReader events = new(context.Body, limits.MaxAnswerBytes);
        while (await events.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            using PictureJsonReader reader = new(PicturePlace.Event, maxPictures: 1, limits, destination.Open);
            ReadOnlyMemory<byte> data = await reader.ReadAsync(events.ReadDataAsync, cancellationToken).ConfigureAwait(false);
            if (data.Span.Trim((byte)' ').SequenceEqual("[DONE]"u8))
            {
                break;
            }

            if (!data.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
            {
                continue;
            }

            using JsonDocument document = JsonDocument.Parse(data);
            JsonElement happened = document.RootElement;
            string? type = JsonMember.Text(happened, "type"u8);
            ThrowIfFailed(happened, type, context);
            IPictureSink? sink = reader.LastCompleted;
            AnswerFacts said = AnswerFacts.Of(happened, context.Headers);
            if (EndsWith(type, ".partial_image") && sink is not null && allowance.TakePartial())
            {
                int index = JsonMember.Count(happened, "partial_image_index"u8) ?? allowance.Partials - 1;
                onUpdate(new DecodedUpdate<TPicture>(destination.KeepPartial(sink, index), index, said));
            }
            else if (EndsWith(type, ".completed") && (sink is not null || JsonMember.Text(happened, "url"u8) is not null))
            {
                pictures.Add(sink is not null ? destination.Keep(sink, pictures.Count + 1)
                    : Uri.TryCreate(JsonMember.Text(happened, "url"u8), UriKind.Absolute, out Uri? address) ? await ResponseDecoder.FetchAsync(address, context, destination, cancellationToken).ConfigureAwait(false)
                    : throw new FormatException("the picture has neither bytes nor an address"));
                facts = said;
                onUpdate(new DecodedUpdate<TPicture>(pictures[^1], null, said));
                if (pictures.Count == request.Request.Count)
                {
                    break;
                }
            }
        }

        return facts is null
            ? throw new FormatException("the stream ended before the picture was finished")
            : new DecodedAnswer<TPicture> { Pictures = pictures, Facts = facts };
    }

    private static void ThrowIfFailed(JsonElement happened, string? type, AnswerContext context)
    {
        ResponseDecoder.ThrowIfError(happened, context);
        if (type == "error" || EndsWith(type, ".failed"))
        {
            throw ApiErrorReader.Read(happened, context.Response);
        }
    }

    private static bool EndsWith(string? type, string ending) => type?.EndsWith(ending, StringComparison.Ordinal) ?? false;
}
