using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a successful answer, JSON or a stream of events, into a destination.</summary>
internal static class ResponseDecoder
{
    private const string EventStream = "text/event-stream";

    /// <summary>Reads an answer and hands on each picture as it comes.</summary>
    public static Task<DecodedAnswer<TPicture>> DecodeAsync<TPicture>(
        ComposedRequest request, AnswerContext context, IPictureDestination<TPicture> destination, Action<DecodedUpdate<TPicture>> onUpdate, CancellationToken cancellationToken)
        where TPicture : class
    {
        if (context.Response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new FormatException($"it is compressed with {string.Join(", ", context.Response.Content.Headers.ContentEncoding)}, which was not asked for");
        }

        return context.Response.Content.Headers.ContentType?.MediaType switch
        {
            EventStream => EventStreamDecoder.DecodeAsync(request, context, destination, onUpdate, cancellationToken),
            { } mediaType when mediaType.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) =>
                throw new FormatException("it is an HTML page instead of JSON; check GptImageClientOptions.BaseAddress and any proxy before the service"),
            _ => DecodeJsonAsync(request, context, destination, onUpdate, cancellationToken),
        };
    }

    /// <summary>Makes of an error within a successful answer the exception it stands for.</summary>
    public static void ThrowIfError(JsonElement? error, AnswerContext context)
    {
        if (error is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False) } present && present.GetRawText() is not ("\"\"" or "{}" or "[]"))
        {
            throw ApiErrorReader.Read(present, context.Response);
        }
    }

    private static async Task<DecodedAnswer<TPicture>> DecodeJsonAsync<TPicture>(
        ComposedRequest request, AnswerContext context, IPictureDestination<TPicture> destination, Action<DecodedUpdate<TPicture>> onUpdate, CancellationToken cancellationToken)
        where TPicture : class
    {
        List<TPicture> pictures = [];
        using PictureJsonReader reader = new(PicturePlace.Answer, request.Request.Count, Limits(context.Options), destination.Open)
        {
            PictureCompleted = sink => pictures.Add(destination.Keep(sink, pictures.Count + 1)),
        };
        ReadOnlyMemory<byte> rest = await reader.ReadAsync(context.Body.ReadAsync, cancellationToken).ConfigureAwait(false);
        ThrowIfCutOff(context);
        ImagesPayload payload = JsonSerializer.Deserialize(rest.Span, WireJsonContext.Default.ImagesPayload) ?? throw new FormatException("it is null");
        ThrowIfError(payload.Error, context);
        IReadOnlyList<TPicture> ordered = await ArrangeAsync(payload, pictures, context, destination, cancellationToken).ConfigureAwait(false);
        if (ordered.Count == 0)
        {
            throw new FormatException(payload.TaskId is null ? "it has no picture" : "it has a task id instead of pictures; this client does not poll");
        }

        AnswerFacts facts = AnswerFacts.Of(payload, context.Headers);
        foreach (TPicture picture in ordered)
        {
            onUpdate(new DecodedUpdate<TPicture>(picture, null, facts));
        }

        return new DecodedAnswer<TPicture> { Pictures = ordered, Facts = facts };
    }

    /// <summary>Puts the pictures into the order of the answer, and those in that came as addresses.</summary>
    private static async Task<IReadOnlyList<TPicture>> ArrangeAsync<TPicture>(
        ImagesPayload payload, List<TPicture> pictures, AnswerContext context, IPictureDestination<TPicture> destination, CancellationToken cancellationToken)
        where TPicture : class
    {
        List<TPicture> ordered = [];
        foreach (PicturePayload? entry in payload.Data ?? [])
        {
            if (int.TryParse(entry?.B64Json ?? entry?.Url, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < pictures.Count)
            {
                ordered.Add(pictures[number]);
            }
            else if (Uri.TryCreate(entry?.Url, UriKind.Absolute, out Uri? address))
            {
                ordered.Add(await FetchAsync(address, ordered.Count + 1, context, destination, cancellationToken).ConfigureAwait(false));
            }
        }

        return ordered;
    }

    private static async Task<TPicture> FetchAsync<TPicture>(Uri address, int number, AnswerContext context, IPictureDestination<TPicture> destination, CancellationToken cancellationToken)
        where TPicture : class
    {
        if (!context.Options.AllowImageDownload)
        {
            return destination.KeepAddress(address);
        }

        using IPictureSink sink = destination.Open();
        await context.Downloader.DownloadAsync(address, sink, cancellationToken).ConfigureAwait(false);
        return destination.Keep(sink, number);
    }

    public static PictureLimits Limits(GptImageClientOptions options) => new(options.MaxImageBytes, options.MaxAnswerBytes);

    private static void ThrowIfCutOff(AnswerContext context)
    {
        if (context.Response.Content.Headers.ContentLength is { } announced && context.Body.BytesRead < announced)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{context.Body.BytesRead:N0} of {announced:N0} bytes came"));
        }
    }
}
