using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a stream of events: previews, finished pictures, errors. It must not end before the picture is finished.</summary>
internal static class EventStreamDecoder
{
    public static async ValueTask<DecodedAnswer<TPicture>> DecodeAsync<TPicture>(
        ComposedRequest request, AnswerContext context, BlockReader body, IPictureDestination<TPicture> destination,
            Action<DecodedUpdate<TPicture>> onUpdate, CancellationToken cancellationToken)
        where TPicture : class
    {
        PictureLimits limits = ResponseDecoder.Limits(context.Options);
        EventAllowance allowance = new(request);
        List<TPicture> pictures = [];
        AnswerFacts? facts = null;
        SseReader events = new(body, limits.MaxAnswerBytes);
        while (await events.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            using PictureJsonReader reader = new(PicturePlace.Event, maxPictures: 1, limits, () => destination.Open(expectedBytes: 0));
            JsonDocument? read;
            try
            {
                ReadOnlyMemory<byte> data = await reader.ReadAsync(events.ReadDataAsync, cancellationToken).ConfigureAwait(false);
                if (data.Span.Trim((byte)' ').SequenceEqual("[DONE]"u8))
                {
                    break;
                }

                read = Read(data, context);
            }
            catch (Exception) when (reader.LastCompleted is { } whole && SaysCompleted(reader.Rest))
            {
                // What broke lies behind the picture, and the picture is paid for.
                destination.Keep(whole, pictures.Count + 1);
                throw;
            }

            if (read is null)
            {
                continue;
            }

            using JsonDocument document = read;
            JsonElement happened = document.RootElement;
            string? type = JsonMember.Text(happened, "type"u8);
            IPictureSink? sink = reader.LastCompleted;
            AnswerFacts said = AnswerFacts.FromAnswer(happened, context.Headers);
            if (EndsWith(type, ".completed"))
            {
                reader.ThrowIfBroken();
            }

            if (EndsWith(type, ".partial_image") && sink is not null && allowance.TakePartial())
            {
                int index = JsonMember.Count(happened, "partial_image_index"u8) ?? allowance.Partials - 1;
                if (destination.KeepPartial(sink, index) is { } preview)
                {
                    onUpdate(new DecodedUpdate<TPicture>(preview, index, said));
                }
            }
            else if (EndsWith(type, ".completed") && (sink is not null || JsonMember.Text(happened, "url"u8) is not null))
            {
                pictures.Add(sink is not null ? destination.Keep(sink, pictures.Count + 1)
                    : Uri.TryCreate(JsonMember.Text(happened, "url"u8), UriKind.Absolute, out Uri? address)
                        ? await ResponseDecoder.FetchAsync(address, context, destination, cancellationToken).ConfigureAwait(false)
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

    /// <summary>Reads an event. One that is no object is none of ours.</summary>
    private static JsonDocument? Read(ReadOnlyMemory<byte> data, AnswerContext context)
    {
        if (!data.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return null;
        }

        JsonDocument document = JsonDocument.Parse(data);
        try
        {
            ThrowIfFailed(document.RootElement, context);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    private static void ThrowIfFailed(JsonElement happened, AnswerContext context)
    {
        ResponseDecoder.ThrowIfError(happened, context);
        string? type = JsonMember.Text(happened, "type"u8);
        if (type == "error" || EndsWith(type, ".failed"))
        {
            throw ApiErrorReader.Read(happened, context);
        }
    }

    /// <summary>Tells whether an event calls itself finished before it breaks off.</summary>
    private static bool SaysCompleted(ReadOnlySpan<byte> start)
    {
        Utf8JsonReader reader = new(start, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("type"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String && EndsWith(reader.GetString(), ".completed");
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }

        return false;
    }

    private static bool EndsWith(string? type, string ending) => type?.EndsWith(ending, StringComparison.Ordinal) ?? false;
}
