using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a successful answer, JSON or a stream of events, into a destination.</summary>
internal static class ResponseDecoder
{
    /// <summary>Reads an answer and hands on each picture as it comes.</summary>
    public static async ValueTask<DecodedAnswer<TPicture>> DecodeAsync<TPicture>(
        ComposedRequest request, AnswerContext context, IPictureDestination<TPicture> destination,
            Action<DecodedUpdate<TPicture>> onUpdate, CancellationToken cancellationToken)
        where TPicture : class
    {
        string? mediaType = context.Response.Content.Headers.ContentType?.MediaType;
        SetPatience(context, AnswerForms.FromLabel(mediaType));
        using OpenedAnswer opened =
            await AnswerCoding.OpenAsync(context.Response, context.Body, cancellationToken).ConfigureAwait(false);
        if (opened.ForeignCoding is { } coding)
        {
            throw await PackedAnswer.KeepAsync(coding, opened.Blocks, request, context, cancellationToken).ConfigureAwait(false);
        }

        AnswerForm form = await AnswerForms.FindAsync(opened.Blocks, mediaType, cancellationToken).ConfigureAwait(false);
        SetPatience(context, form);
        return form switch
        {
            AnswerForm.Events => await EventStreamDecoder
                .DecodeAsync(request, context, opened.Blocks, destination, onUpdate, cancellationToken).ConfigureAwait(false),
            AnswerForm.Html =>
                throw new FormatException(
                    "it is an HTML page instead of JSON; check GptImageClientOptions.BaseAddress and any proxy before the service"),
            _ => await DecodeJsonAsync(request, context, opened.Blocks, destination, onUpdate, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>A stream speaks now and then; a whole answer may be silent until it is there.</summary>
    private static void SetPatience(AnswerContext context, AnswerForm form) =>
        context.Body.IdleTimeout = form == AnswerForm.Events ? context.Options.StreamIdleTimeout : Timeout.InfiniteTimeSpan;

    /// <summary>Makes of an error within a successful answer the exception it stands for.</summary>
    public static void ThrowIfError(JsonElement answer, AnswerContext context)
    {
        if (JsonMember.Find(answer, "error"u8) is
            { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False) } present
            && present.GetRawText() is not ("\"\"" or "{}" or "[]"))
        {
            throw ApiErrorReader.Read(present, context);
        }
    }

    private static async ValueTask<DecodedAnswer<TPicture>> DecodeJsonAsync<TPicture>(
        ComposedRequest request, AnswerContext context, BlockReader body, IPictureDestination<TPicture> destination,
            Action<DecodedUpdate<TPicture>> onUpdate, CancellationToken cancellationToken)
        where TPicture : class
    {
        List<(int Number, TPicture Picture)> pictures = [];
        long expectedBytes = ExpectedBytes(request, context);
        using PictureJsonReader reader = new(PicturePlace.Answer, request.Request.Count, Limits(context.Options), () => destination.Open(expectedBytes))
        {
            PictureCompleted = (number, sink) => pictures.Add((number, destination.Keep(sink, pictures.Count + 1))),
        };
        ReadOnlyMemory<byte> rest = await reader.ReadAsync(body.ReadAsync, cancellationToken).ConfigureAwait(false);
        ThrowIfCutOff(context);
        using JsonDocument document = JsonDocument.Parse(WithoutMark(rest));
        JsonElement answer = document.RootElement;
        ThrowIfError(answer, context);
        IReadOnlyList<TPicture> ordered = await ArrangeAsync(answer, pictures, context, destination, cancellationToken)
            .ConfigureAwait(false);
        reader.ThrowIfBroken();
        if (ordered.Count == 0)
        {
            throw new FormatException(
                JsonMember.Text(answer, "task_id"u8) is null
                ? "it has no picture"
                : "it has a task id instead of pictures; this client does not poll");
        }

        AnswerFacts facts = AnswerFacts.FromAnswer(answer, context.Headers);
        foreach (TPicture picture in ordered)
        {
            onUpdate(new DecodedUpdate<TPicture>(picture, null, facts));
        }

        return new DecodedAnswer<TPicture> { Pictures = ordered, Facts = facts };
    }

    /// <summary>Tells how large each picture will be, more or less: as if all were alike, and nothing else in the answer. 0 when its length
    /// is unknown.</summary>
    private static long ExpectedBytes(ComposedRequest request, AnswerContext context) =>
        Math.Min((context.Response.Content.Headers.ContentLength ?? 0) / request.Request.Count / 4 * 3, context.Options.MaxImageBytes);

    /// <summary>Puts the pictures into the order of the answer, and those in that came as addresses.</summary>
    private static async ValueTask<IReadOnlyList<TPicture>> ArrangeAsync<TPicture>(
        JsonElement answer, List<(int Number, TPicture Picture)> pictures, AnswerContext context,
            IPictureDestination<TPicture> destination, CancellationToken cancellationToken)
        where TPicture : class
    {
        List<TPicture> ordered = [];
        foreach (
            JsonElement entry in JsonMember.Find(answer, "data"u8) is { ValueKind: JsonValueKind.Array } data
            ? data.EnumerateArray()
            : default)
        {
            string? url = JsonMember.Text(entry, "url"u8);
            if (Find(pictures, JsonMember.Text(entry, "b64_json"u8) ?? url) is { } picture)
            {
                ordered.Add(picture);
            }
            else if (Uri.TryCreate(url, UriKind.Absolute, out Uri? address))
            {
                ordered.Add(await FetchAsync(address, context, destination, cancellationToken).ConfigureAwait(false));
            }
        }

        return ordered;
    }

    /// <summary>Finds the picture that a number stands for; an empty text has a number, too, and is no picture.</summary>
    private static TPicture? Find<TPicture>(List<(int Number, TPicture Picture)> pictures, string? text)
        where TPicture : class
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted))
        {
            foreach ((int number, TPicture picture) in pictures)
            {
                if (number == wanted)
                {
                    return picture;
                }
            }
        }

        return null;
    }

    /// <summary>Takes a picture that came as an address: fetched where the caller allows it, else as the address.</summary>
    public static async Task<TPicture> FetchAsync<TPicture>(
        Uri address, AnswerContext context, IPictureDestination<TPicture> destination, CancellationToken cancellationToken)
        where TPicture : class
    {
        if (!context.Options.AllowImageDownload)
        {
            return destination.KeepAddress(address);
        }

        using IPictureSink sink = destination.Open(expectedBytes: 0);
        try
        {
            await context.Downloader.DownloadAsync(address, sink, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FormatException or HttpRequestException or IOException)
        {
            // The picture was bought: its address is all there is of it.
            destination.KeepAddress(address);
            throw new FormatException($"{exception.Message.TrimEnd('.')}. The picture is at {address}", exception);
        }

        return destination.Keep(sink, destination.Completed.Count + 1);
    }

    public static PictureLimits Limits(GptImageClientOptions options) => new(options.MaxImageBytes, options.MaxAnswerBytes);

    /// <summary>Passes over a byte-order mark.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? json[3..] : json;

    private static void ThrowIfCutOff(AnswerContext context)
    {
        if (context.Response.Content.Headers.ContentLength is { } announced && context.Body.BytesRead < announced)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{context.Body.BytesRead:N0} of {announced:N0} bytes came"));
        }
    }
}
