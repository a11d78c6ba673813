using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes fields as JSON; pictures in it become data URLs that are encoded while they are sent.</summary>
internal static class JsonBody
{
    // The body is never put into a page, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RequestBody Write(RequestFields fields)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, WriterOptions);
        writer.WriteStartObject();
        List<RequestField>? pictures = null;
        foreach (RequestField field in fields)
        {
            if (field.Content is ComposedInput)
            {
                (pictures ??= []).Add(field);
            }
            else
            {
                WriteValue(writer, field);
            }
        }

        if (pictures is null)
        {
            writer.WriteEndObject();
        }

        writer.Flush();
        BodySegment head = BodySegment.Create(buffer.WrittenMemory);

        // With pictures the object stays open: they are written behind it by hand.
        return new RequestBody(
            "application/json", pictures is null ? [head] : [head, .. Pictures(pictures), Text("}")]);
    }

    private static void WriteValue(Utf8JsonWriter writer, RequestField field)
    {
        writer.WritePropertyName(field.Name);
        switch (field.Content)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case JsonElement json:
                json.WriteTo(writer);
                break;
            case SvgAuthor author:
                WriteSvg(writer, author);
                break;
            case int or long or double or decimal:
                writer.WriteRawValue(field.Value);
                break;
            default:
                writer.WriteStringValue(field.Value);
                break;
        }
    }

    private static void WriteSvg(Utf8JsonWriter writer, SvgAuthor author)
    {
        writer.WriteStartObject();
        writer.WriteString("model", author.Model);
        if (author.Effort is { } effort)
        {
            writer.WriteStartObject("reasoning");
            writer.WriteString("effort", effort);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static List<BodySegment> Pictures(List<RequestField> fields)
    {
        List<BodySegment> segments = [];
        string before = ",\"images\":[";
        foreach (RequestField field in fields.Where(field => field.Name == "images"))
        {
            segments.Add(Text(before));
            AddPicture(segments, field);
            before = ",";
        }

        segments.Add(Text(before == "," ? "]" : ""));
        foreach (RequestField field in fields.Where(field => field.Name is "mask" or "markup"))
        {
            segments.Add(Text($",\"{field.Name}\":"));
            AddPicture(segments, field);
        }

        return segments;
    }

    private static void AddPicture(List<BodySegment> segments, RequestField field)
    {
        if (field.Content is not ComposedInput input)
        {
            return;
        }

        if (input.Input.FileId is { } fileId)
        {
            segments.Add(Text($"{{\"file_id\":{Quoted(fileId)}}}"));
        }
        else if (input.Input.Uri is { } uri)
        {
            segments.Add(Text($"{{\"image_url\":{Quoted(uri.AbsoluteUri)}}}"));
        }
        else
        {
            segments.Add(Text($"{{\"image_url\":\"data:{input.Header?.MediaType};base64,"));
            segments.Add(BodySegment.Create(input, isBase64: true));
            segments.Add(Text("\"}"));
        }
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static BodySegment Text(string text) => BodySegment.Create(System.Text.Encoding.UTF8.GetBytes(text));
}
