using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli;

/// <summary>Writes answers whose text is the JSON of their structured content, for clients that read only one of the two.</summary>
internal static class ToolAnswer
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates an answer.</summary>
    /// <param name="write">Writes the members of the object.</param>
    /// <param name="isError">Whether the agent did not get what it asked for.</param>
    public static CallToolResult Create(Action<Utf8JsonWriter> write, bool isError = false)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content, Readable))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        Utf8JsonReader reader = new(bytes);
        return new CallToolResult
        {
            Content = [new TextContentBlock { Text = Encoding.UTF8.GetString(bytes) }],
            StructuredContent = JsonElement.ParseValue(ref reader),
            IsError = isError,
        };
    }

    /// <summary>Answers that a call ended without its result.</summary>
    public static CallToolResult Fail(string status, string message) => Create(
        writer =>
        {
            writer.WriteString("status", status);
            writer.WriteString("message", message);
        },
        isError: true);

    /// <summary>Writes an amount, or nothing when it is not known.</summary>
    public static void WriteAmount(Utf8JsonWriter writer, string name, decimal? amount)
    {
        if (amount is { } known)
        {
            writer.WriteNumber(name, decimal.Round(known, 6));
        }
    }

    /// <summary>Writes a text, or nothing when there is none.</summary>
    public static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
