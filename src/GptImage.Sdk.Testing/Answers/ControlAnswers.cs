using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Answers what steers and watches the fake from outside; none of it is logged, needs a key or uses up an outcome.</summary>
internal sealed class ControlAnswers(RequestHandler handler)
{
    public const string Prefix = "/__fake/";

    private const int MaxScriptBytes = 4 * 1024 * 1024;
    private const int MaxShownLength = 40_000;

    private const int MaxSteps = 100;

    public async Task<FakeAnswer> AnswerAsync(string method, string path, byte[] body, CancellationToken cancellationToken) =>
        (method, path[Prefix.Length..]) switch
        {
            ("POST", "batches") => await MoveAsync(body, cancellationToken).ConfigureAwait(false),
            ("GET", "batches") => ListBatches(),
            ("POST", "outcomes") => Script(body),
            ("DELETE", "outcomes") => Done(handler.ClearOutcomes),
            ("GET", "requests") => List(),
            ("DELETE", "requests") => Done(handler.ClearRequests),
            _ =>
                Refuse(404,
                $"The fake service has no {method} {path}. It has: POST {Prefix}outcomes, DELETE {Prefix}outcomes, GET {Prefix}requests, "
                + $"DELETE {Prefix}requests, GET {Prefix}batches, POST {Prefix}batches."),
        };

    private FakeAnswer Script(byte[] body)
    {
        if (body.Length > MaxScriptBytes)
        {
            return Refuse(400, FormattableString.Invariant($"A script has up to {MaxScriptBytes} bytes; this one has {body.Length}."));
        }

        try
        {
            int waiting = handler.Enqueue(OutcomeReader.Read(body));
            return JsonAnswer.Write(writer => writer.WriteNumber("waiting", waiting));
        }
        catch (ScriptException exception)
        {
            return Refuse(400, exception.Message);
        }
    }

    private async Task<FakeAnswer> MoveAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (Steps(body) is not { } steps)
        {
            return Refuse(
                400,
                FormattableString.Invariant($"Send {{\"steps\":N}}, N from 1 to {MaxSteps}, or no body to move each batch by one state."));
        }

        await handler.MoveBatchesAsync(steps, cancellationToken).ConfigureAwait(false);
        return ListBatches();
    }

    private static int? Steps(byte[] body)
    {
        if (body.Length == 0)
        {
            return 1;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } script && script.EnumerateObject().Count() == 1
                && script.TryGetProperty("steps", out JsonElement value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out int steps) && steps is >= 1 and <= MaxSteps
                    ? steps
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private FakeAnswer ListBatches()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
        {
            writer.WriteStartArray();
            foreach (BatchSnapshot batch in handler.Batches)
            {
                writer.WriteStartObject();
                batch.WriteMembers(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return new FakeAnswer(200, "application/json", buffer.ToArray());
    }

    private FakeAnswer List()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
        {
            writer.WriteStartArray();
            foreach (FakeRequest request in handler.Requests.Snapshot())
            {
                WriteRequest(writer, request);
            }

            writer.WriteEndArray();
        }

        return new FakeAnswer(200, "application/json", buffer.ToArray());
    }

    private static void WriteRequest(Utf8JsonWriter writer, FakeRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("method", request.Method);
        writer.WriteString("path", request.Path);
        writer.WriteOptional("status", request.StatusCode);
        writer.WriteString("content_type", request.Headers.GetValueOrDefault("Content-Type"));
        writer.WriteNumber("length", request.Body.Length);
        writer.WriteStartObject("fields");
        foreach (KeyValuePair<string, string> field in request.Fields)
        {
            writer.WriteString(
                field.Key, field.Value.Length > MaxShownLength ? string.Concat(field.Value.AsSpan(0, MaxShownLength), "…") : field.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("images");
        foreach (FakeImage image in request.Images)
        {
            WriteImage(writer, image);
        }

        writer.WriteEndArray();
        foreach ((string name, FakeImage? image) in new[] { ("mask", request.Mask), ("markup", request.Markup) })
        {
            if (image is not null)
            {
                writer.WritePropertyName(name);
                WriteImage(writer, image);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter writer, FakeImage image)
    {
        writer.WriteStartObject();
        writer.WriteString("part_name", image.PartName);
        writer.WriteString("file_name", image.FileName);
        writer.WriteString("content_type", image.ContentType);
        writer.WriteNumber("length", image.Bytes.Length);
        writer.WriteNumber("width", image.Width);
        writer.WriteNumber("height", image.Height);
        writer.WriteString("file_id", image.FileId);
        writer.WriteString("url", image.Url?.OriginalString);
        writer.WriteEndObject();
    }

    private static FakeAnswer Done(Action action)
    {
        action();
        return JsonAnswer.Write(writer => writer.WriteBoolean("cleared", true));
    }

    private static FakeAnswer Refuse(int status, string message) =>
        JsonAnswer.Write(writer => writer.WriteString("error", message), status);
}
