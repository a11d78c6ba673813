using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes the service's error envelope.</summary>
internal static class ErrorWriter
{
    /// <summary>Writes letters as they are, as the service does, and not as <c>\uXXXX</c>.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static FakeAnswer Write(ServiceError error, string requestId, string model)
    {
        error = Filled(error, requestId, model);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("error");
            WriteObject(writer, error);
            if (error.HasDetail)
            {
                writer.WriteStartObject("detail");
                writer.WriteString("message", error.Message);
                writer.WriteString("code", error.Code);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return new FakeAnswer(error.StatusCode, "application/json", buffer.ToArray()) { Headers = error.Headers };
    }

    /// <summary>Writes the error without the envelope around it.</summary>
    public static void WriteObject(Utf8JsonWriter writer, ServiceError error)
    {
        writer.WriteStartObject();
        writer.WriteString("message", error.Message);
        writer.WriteString("type", error.Type);
        writer.WriteString("param", error.Param);
        writer.WriteString("code", error.Code);
        WriteModeration(writer, error);
        writer.WriteEndObject();
    }

    /// <summary>Puts the call's own id and model into the message.</summary>
    public static ServiceError Filled(ServiceError error, string requestId, string model) => error with
    {
        Message = error.Message.Replace("{request_id}", requestId, StringComparison.Ordinal)
            .Replace("{model}", model, StringComparison.Ordinal),
    };

    private static void WriteModeration(Utf8JsonWriter writer, ServiceError error)
    {
        if (error.ModerationStage is null)
        {
            return;
        }

        writer.WriteStartObject("moderation_details");
        writer.WriteString("moderation_stage", error.ModerationStage);
        writer.WriteStartArray("categories");
        foreach (string category in error.Categories)
        {
            writer.WriteStringValue(category);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
