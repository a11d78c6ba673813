using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes the one-line JSON of an event, its members in the service's order.</summary>
internal static class ImageEventWriter
{
    private const int RoomForTheRest = 2048;

    public static ReadOnlyMemory<byte> Write(ImageEvent item, AnswerFacts facts)
    {
        var buffer = new ArrayBufferWriter<byte>(((item.Picture.Length + 2) / 3 * 4) + RoomForTheRest);
        using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", item.Type);
            if (item.Error is not null)
            {
                WriteError(writer, item.Error);
            }
            else
            {
                WritePicture(writer, item, facts);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WritePicture(Utf8JsonWriter writer, ImageEvent item, AnswerFacts facts)
    {
        if (item.PartialIndex is { } index)
        {
            writer.WriteNumber("partial_image_index", index);
        }

        facts.Pictures.Write(writer, item.Picture);
        writer.WriteNumber("created_at", facts.Created.ToUnixTimeSeconds());
        if (item.PartialIndex is null)
        {
            WriteUsage(writer, facts.Usage);
        }

        writer.WriteString("size", facts.Size);
        writer.WriteString("quality", facts.Plan.Quality);
        writer.WriteString("background", facts.Background);
        writer.WriteString("output_format", facts.Plan.Format);
        if (item.PartialIndex is null && facts.SafetyIdentifier is not null)
        {
            writer.WriteString("safety_identifier", facts.SafetyIdentifier);
        }
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("input_tokens", usage.InputTokens);
        writer.WriteNumber("output_tokens", usage.OutputTokens);
        writer.WriteNumber("total_tokens", usage.TotalTokens);
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("text_tokens", usage.TextTokens);
        writer.WriteNumber("image_tokens", usage.ImageTokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter writer, ServiceError error)
    {
        writer.WriteStartObject("error");
        writer.WriteString("type", error.Type);
        writer.WriteString("code", error.Code);
        writer.WriteString("message", error.Message);
        writer.WriteString("param", error.Param);
        writer.WriteEndObject();
    }
}
