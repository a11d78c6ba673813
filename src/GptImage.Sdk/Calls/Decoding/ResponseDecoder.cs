using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a successful answer, JSON or a stream of events, into a destination.</summary>
internal static class ResponseDecoder
{
    /// <summary>The most pictures for one request: API reference, <em>Create image</em>, <c>n</c>, read 2026-11-23.</summary>
    public const int ServiceMaximum = 10;

    /// <summary>Reads an answer and hands on each preview as it comes.</summary>
    public static async ValueTask<DecodedAnswer<TPicture>> DecodeAsync<TPicture>(
        ComposedRequest request, AnswerContext context, IPictureDestination<TPicture> destination,
            Action<int, TPicture> onPreview, CancellationToken cancellationToken)
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
            AnswerForm.Events => await new EventStreamDecoder<TPicture>(request, context, opened.Blocks, destination, onPreview)
                .DecodeAsync(cancellationToken).ConfigureAwait(false),
            AnswerForm.Html =>
                throw new FormatException(
                    "it is an HTML page instead of JSON; check GptImageClientOptions.BaseAddress and any proxy before the service"),
            _ => await DecodeJsonAsync(request, context, opened.Blocks, destination, cancellationToken).ConfigureAwait(false),
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

    /// <summary>Gets how many pictures of an answer are kept: all that the service makes for a request, however many it asks for.</summary>
    public static int MostPictures(ComposedRequest request) => Math.Max(ServiceMaximum, request.Request.Count);

    public static PictureLimits Limits(GptImageClientOptions options) => new(options.MaxImageBytes, options.MaxAnswerBytes);

    /// <summary>Passes over a byte-order mark.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? json[3..] : json;

    private static async ValueTask<DecodedAnswer<TPicture>> DecodeJsonAsync<TPicture>(
        ComposedRequest request, AnswerContext context, BlockReader body, IPictureDestination<TPicture> destination,
        CancellationToken cancellationToken)
        where TPicture : class
    {
        AnswerPictures<TPicture> pictures = new(context, destination);
        long expectedBytes = ExpectedBytes(request, context);
        int opened = 0;
        using PictureJsonReader reader = new(
            MostPictures(request), Limits(context.Options),
            () => destination.Open(opened++ < request.Request.Count ? expectedBytes : 0))
        {
            PictureCompleted = pictures.Keep,
        };
        ReadOnlyMemory<byte> rest = await reader.ReadAsync(body.ReadAsync, cancellationToken).ConfigureAwait(false);
        string? problem = null;
        if (reader.IsComplete)
        {
            problem = await AnswerEnd.FindProblemAsync(context, body, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            ThrowIfCutOff(context);
        }

        using JsonDocument document = JsonDocument.Parse(WithoutMark(rest));
        JsonElement answer = document.RootElement;
        if (reader.Entries.Count == 0)
        {
            ThrowIfError(answer, context);
        }

        IReadOnlyList<TPicture> ordered =
            await pictures.FinishAsync(reader.Entries, request.Request.Count, cancellationToken).ConfigureAwait(false);
        if (ordered.Count == 0)
        {
            ThrowIfError(answer, context);
            throw new FormatException(
                JsonMember.Text(answer, "task_id"u8) is null
                ? "it has no picture"
                : "it has a task id instead of pictures; this client does not poll");
        }

        return new DecodedAnswer<TPicture>
        {
            Pictures = ordered,
            Facts = AnswerFacts.FromAnswer(answer, context.Headers),
            Warnings = problem is null ? pictures.Warnings : [problem, .. pictures.Warnings],
        };
    }

    /// <summary>Tells how large each picture will be, more or less: as if all were alike, and nothing else in the answer. 0 when its length
    /// is unknown.</summary>
    private static long ExpectedBytes(ComposedRequest request, AnswerContext context) =>
        Math.Min((context.Response.Content.Headers.ContentLength ?? 0) / request.Request.Count / 4 * 3, context.Options.MaxImageBytes);

    private static void ThrowIfCutOff(AnswerContext context)
    {
        if (context.Response.Content.Headers.ContentLength is { } announced && context.Body.BytesRead < announced)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{context.Body.BytesRead:N0} of {announced:N0} bytes came"));
        }
    }
}
