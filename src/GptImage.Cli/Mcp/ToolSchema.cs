using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The JSON schemas of the tools. Settings of pictures come from the table of the client, so that a new one shows up by
/// itself.</summary>
internal static class ToolSchema
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["n"] = "How many pictures, 1 to 10. Each is paid for. Default 1.",
        ["size"] = "WIDTHxHEIGHT in pixels, for example 1024x1024, 1536x1024, 1024x1536, or auto. Default 1024x1024.",
        ["quality"] = "low, medium, high or auto. Decides most of the price. Default medium.",
        ["background"] = "opaque, transparent or auto.",
        ["output_format"] = "png, jpeg or webp. Default png.",
        ["output_compression"] = "0 to 100, for jpeg and webp.",
        ["moderation"] = "auto or low.",
        ["safety_identifier"] = "A stable, hashed id of the end user.",
        ["complexity"] = "How much planning goes into the picture: low, medium or high. Only generation 2.6 takes it.",
        ["frame_count"] = "The frames of a gif, 2 to 16. Default 9.",
        ["frame_duration_ms"] = "How long a frame of a gif is shown, 20 or more. Default 200.",
        ["input_fidelity"] = "low or high: how closely the first picture is kept. Only some models take it.",
    };

    /// <summary>Gets the names of the settings that an agent can choose.</summary>
    public static IReadOnlyList<string> SettingNames { get; } = [.. Settings.Select(setting => setting.Name), "model"];

    private static IEnumerable<WireParameter> Settings =>
        ImageRequest.Parameters.Where(parameter => parameter.ValueType == typeof(string) || parameter.ValueType == typeof(int));

    /// <summary>Creates the schema of an object.</summary>
    /// <param name="write">Writes its properties.</param>
    /// <param name="required">The names of those that must be there.</param>
    public static JsonElement CreateObject(Action<Utf8JsonWriter> write, params IReadOnlyList<string> required)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "object");
            writer.WriteStartObject("properties");
            write(writer);
            writer.WriteEndObject();
            writer.WriteStartArray("required");
            foreach (string name in required)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Utf8JsonReader reader = new(content.GetBuffer().AsSpan(0, (int)content.Length));
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes the settings of a request, the texts to be drawn and the model.</summary>
    public static void WriteSettings(Utf8JsonWriter writer)
    {
        foreach (WireParameter setting in Settings)
        {
            WriteProperty(
                writer, setting.Name, setting.ValueType == typeof(int) ? "integer" : "string",
                Descriptions.GetValueOrDefault(setting.Name, "Sent to the service as it is."));
        }

        WriteProperty(writer, "model", "string", "The model. Default gpt-image-2.");
        writer.WriteStartObject("text");
        writer.WriteString("type", "array");
        writer.WriteString("description", "Texts that must appear in the picture word for word.");
        writer.WriteStartObject("items");
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        WriteProperty(writer, "content", "string", "The text, word for word.");
        WriteProperty(writer, "placement", "string", "Where it stands, in words.");
        WriteProperty(writer, "language", "string", "Its language, for example fr.");
        WriteProperty(writer, "surface", "string", "What it is written on.");
        WriteProperty(writer, "typography", "string", "What its letters look like.");
        writer.WriteEndObject();
        writer.WriteStartArray("required");
        writer.WriteStringValue("content");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes a property with a single value.</summary>
    public static void WriteProperty(Utf8JsonWriter writer, string name, string type, string description)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", type);
        writer.WriteString("description", description);
        writer.WriteEndObject();
    }

    /// <summary>Writes a property whose value is one of a few words.</summary>
    public static void WriteChoice(Utf8JsonWriter writer, string name, string description, params IReadOnlyList<string> words)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "string");
        writer.WriteStartArray("enum");
        foreach (string word in words)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
        writer.WriteString("description", description);
        writer.WriteEndObject();
    }

    /// <summary>Writes a property that is a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter writer, string name, string description)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        writer.WriteString("type", "string");
        writer.WriteEndObject();
        writer.WriteString("description", description);
        writer.WriteEndObject();
    }
}
