using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes the body of a success.</summary>
internal static class SuccessWriter
{
    private const int RoomForTheRest = 4096;

    public static FakeAnswer Write(AnswerFacts facts, IReadOnlyList<DrawnPicture> pictures)
    {
        // Base64 is a third longer; with all the room at once no picture is copied twice on the way.
        int capacity = checked((int)pictures.Sum(picture => (picture.File.LongLength + 2) / 3 * 4)) + RoomForTheRest;
        var buffer = new ArrayBufferWriter<byte>(capacity);
        using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("created", facts.Created.ToUnixTimeSeconds());
            writer.WriteString("background", facts.Background);
            writer.WriteStartArray("data");
            foreach (DrawnPicture picture in pictures)
            {
                writer.WriteStartObject();
                facts.Pictures.Write(writer, picture.File);
                writer.WriteEndObject();
                writer.Flush();
            }

            writer.WriteEndArray();
            writer.WriteString("output_format", facts.Plan.Format);
            writer.WriteString("quality", facts.Plan.Quality);
            writer.WriteString("size", facts.Size);
            WriteUsage(writer, facts.Usage);
            if (facts.SvgUsage is not null)
            {
                WriteSvgUsage(writer, facts.SvgUsage);
            }

            if (facts.SafetyIdentifier is not null)
            {
                writer.WriteString("safety_identifier", facts.SafetyIdentifier);
            }

            writer.WriteEndObject();
        }

        return new FakeAnswer(200, "application/json", buffer.WrittenSpan.ToArray());
    }

    private static void WriteUsage(Utf8JsonWriter writer, TokenUsage usage)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("input_tokens", usage.InputTokens);
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("image_tokens", usage.ImageTokens);
        writer.WriteNumber("text_tokens", usage.TextTokens);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens", usage.OutputTokens);
        writer.WriteStartObject("output_tokens_details");
        writer.WriteNumber("image_tokens", usage.OutputTokens);
        writer.WriteNumber("text_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens", usage.TotalTokens);
        writer.WriteEndObject();
    }

    private static void WriteSvgUsage(Utf8JsonWriter writer, SvgUsage usage)
    {
        writer.WriteStartObject("svg_usage");
        writer.WriteString("model", usage.Model);
        writer.WriteNumber("input_tokens", usage.InputTokens);
        writer.WriteNumber("output_tokens", usage.OutputTokens);
        writer.WriteNumber("reasoning_tokens", usage.ReasoningTokens);
        writer.WriteNumber("total_tokens", usage.TotalTokens);
        writer.WriteEndObject();
    }
}
