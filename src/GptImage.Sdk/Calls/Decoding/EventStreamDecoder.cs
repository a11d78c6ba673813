using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a stream of events: previews, finished pictures, errors. An event that makes no sense is skipped; the stream must not
/// end before a picture is finished.</summary>
internal sealed class EventStreamDecoder<TPicture>(
    ComposedRequest request, AnswerContext context, BlockReader body, IPictureDestination<TPicture> destination,
    Action<int, TPicture> onPreview)
    where TPicture : class
{
    private readonly PictureLimits _limits = ResponseDecoder.Limits(context.Options);
    private readonly SseReader _events = new(
        body, context.Options.MaxAnswerBytes, maxForeignBytes: 2 * context.Options.MaxImageBytes);
    private readonly EventAllowance _allowance = new(request);
    private readonly AnswerPictures<TPicture> _pictures = new(context, destination);
    private readonly List<PictureEntry> _finished = [];
    private readonly List<PictureEntry> _unnamed = [];
    private readonly List<string> _warnings = [];
    private AnswerFacts? _facts;
    private bool _isOver;
    private bool _isEnding;
    private bool _isCut;

    private bool HasAll => _finished.Count >= request.Request.Count;

    public async ValueTask<DecodedAnswer<TPicture>> DecodeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_isOver && await _events.MoveNextAsync(cancellationToken).ConfigureAwait(false))
            {
                await ReadEventAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (
            HasAll && !_isCut && (AnswerEnd.IsBroken(exception) || exception is FormatException or AttemptFailedException))
        {
            _warnings.Add(AnswerEnd.Describe(exception));
        }

        PictureEntry[] entries = [.. _finished, .. _unnamed];
        IReadOnlyList<TPicture> pictures = await _pictures.FinishAsync(entries, request.Request.Count, cancellationToken)
            .ConfigureAwait(false);
        return pictures.Count == 0
            ? throw new FormatException("the stream ended before the picture was finished")
            : new DecodedAnswer<TPicture>
            {
                Pictures = pictures,
                Facts = _facts ?? new AnswerFacts { Headers = context.Headers },
                Warnings = [.. _warnings, .. _pictures.Warnings],
            };
    }

    private async ValueTask ReadEventAsync(CancellationToken cancellationToken)
    {
        using PictureJsonReader reader = new(ResponseDecoder.MostPictures(request), _limits, () => destination.Open(expectedBytes: 0));
        JsonDocument? document = null;
        AnswerFacts? facts = null;
        try
        {
            ReadOnlyMemory<byte> data = await reader.ReadAsync(_events.ReadDataAsync, cancellationToken).ConfigureAwait(false);
            if (data.Span.Trim((byte)' ').SequenceEqual("[DONE]"u8))
            {
                _isOver = true;
                return;
            }

            document = await ParseAsync(data, cancellationToken).ConfigureAwait(false);
            facts = document is null ? null : AnswerFacts.FromAnswer(document.RootElement, context.Headers);
        }
        catch (Exception exception) when (IsWholeInAFinishedEvent(reader))
        {
            // What broke lies behind the picture, and the picture is paid for.
            Keep(reader.Entries, _finished);
            _isCut = exception is not (JsonException or InvalidOperationException) || _events.IsAtEnd;
            if (_isCut)
            {
                throw;
            }

            _warnings.Add("The event of the finished picture is not legal JSON behind the picture, which is whole.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            _warnings.Add($"An event of the stream was ignored: {exception.Message.TrimEnd('.')}.");
        }

        using (document)
        {
            if (document is not null && facts is not null)
            {
                await TakeAsync(document.RootElement, facts, reader, cancellationToken).ConfigureAwait(false);
            }
        }

        if (HasAll && !_isEnding)
        {
            _isEnding = true;
            context.Body.EndQuietlyAfter(AnswerEnd.Grace);
        }
    }

    /// <summary>Reads the document of an event. Data that is not JSON is skipped, unless the event calls itself a failure.</summary>
    private async ValueTask<JsonDocument?> ParseAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> start = data.Span.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("{"u8) || start.StartsWith("["u8))
        {
            return JsonDocument.Parse(data);
        }

        await _events.EndEventAsync(cancellationToken).ConfigureAwait(false);
        if (IsFailure(_events.EventName) && _finished.Count == 0)
        {
            using JsonDocument said = Quote(data.Span);
            throw ApiErrorReader.Read(said.RootElement, context);
        }

        return null;
    }

    private async ValueTask TakeAsync(
        JsonElement happened, AnswerFacts facts, PictureJsonReader reader, CancellationToken cancellationToken)
    {
        if (JsonMember.Text(happened, "type"u8) is not { } type)
        {
            await _events.EndEventAsync(cancellationToken).ConfigureAwait(false);
            type = _events.EventName;
        }

        bool hasPicture = reader.Entries.Count > 0;
        if (!hasPicture && _finished.Count == 0)
        {
            ThrowIfFailed(happened, type);
        }

        if (IsPreview(type, happened))
        {
            KeepPreview(happened, reader);
        }
        else if (hasPicture && (_finished.Count == 0 || JsonMember.Object(happened, "response"u8) is null))
        {
            // An answer to the end repeats what came before.
            bool isFinished = IsFinished(type) || reader.Entries.Any(entry => !entry.IsLoose);
            Keep(reader.Entries, isFinished ? _finished : _unnamed);
            _facts = isFinished || _facts is null ? facts : _facts;
        }
    }

    private void KeepPreview(JsonElement happened, PictureJsonReader reader)
    {
        if (reader.LastCompleted is { } sink && _allowance.TakePartial())
        {
            int index = JsonMember.Count(happened, "partial_image_index"u8) ?? _allowance.Partials - 1;
            if (destination.KeepPartial(sink, index) is { } preview)
            {
                onPreview(index, preview);
            }
        }
    }

    /// <summary>Keeps the pictures of an event. An address by itself counts, too: that picture is paid for.</summary>
    private void Keep(IReadOnlyList<PictureEntry> entries, List<PictureEntry> into)
    {
        int most = ResponseDecoder.MostPictures(request);
        foreach (PictureEntry entry in entries.Where(entry => !entry.IsEmpty))
        {
            if (_finished.Count + _unnamed.Count == most)
            {
                return;
            }

            into.Add(entry);
            if (entry.Picture is { } sink)
            {
                _pictures.Keep(entry, sink);
            }
        }
    }

    private void ThrowIfFailed(JsonElement happened, string? type)
    {
        ResponseDecoder.ThrowIfError(happened, context);
        if (IsFailure(type))
        {
            throw ApiErrorReader.Read(happened, context);
        }
    }

    private bool IsWholeInAFinishedEvent(PictureJsonReader reader) =>
        reader.LastCompleted is not null && (IsFinished(BrokenJson.FindText(reader.Rest, "type"u8)) || IsFinished(_events.EventName));

    private static bool IsPreview(string? type, JsonElement happened) =>
        (type?.Contains("partial", StringComparison.Ordinal) ?? false)
        || (!IsFinished(type) && JsonMember.Find(happened, "partial_image_index"u8) is not null);

    private static bool IsFinished(string? type) => EndsWith(type, ".completed") || EndsWith(type, ".done");

    private static bool IsFailure(string? type) => type == "error" || EndsWith(type, ".failed");

    private static bool EndsWith(string? type, string ending) => type?.EndsWith(ending, StringComparison.Ordinal) ?? false;

    private static JsonDocument Quote(ReadOnlySpan<byte> text)
    {
        ArrayBufferWriter<byte> quoted = new();
        using (Utf8JsonWriter writer = new(quoted))
        {
            writer.WriteStringValue(System.Text.Encoding.UTF8.GetString(text));
        }

        return JsonDocument.Parse(quoted.WrittenMemory);
    }
}
