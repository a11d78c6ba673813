using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>The image tool as a request sets it.</summary>
/// <param name="Settings">What it was sent with, save <c>type</c>, <c>action</c> and the mask.</param>
/// <param name="Action"><c>auto</c>, <c>generate</c> or <c>edit</c>.</param>
/// <param name="Mask">The mask of an edit.</param>
internal sealed record ImageTool(IReadOnlyDictionary<string, FieldValue> Settings, string Action, ImageReference? Mask)
{
    private const string StandardModel = "gpt-image-2.6-sunburst";

    private static readonly string[] Known =
    [
        "model", "size", "quality", "background", "output_format", "output_compression", "moderation", "partial_images", "input_fidelity",
        "complexity", "frame_count", "frame_duration_ms", "svg",
    ];

    private static readonly string[] Actions = ["auto", "generate", "edit"];

    public FieldValue Model => Settings.GetValueOrDefault("model") ?? new FieldValue(FieldKind.Text, StandardModel);

    /// <summary>Reads a tool, or says what is wrong with it.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="param">Where it stands, for example <c>tools[0]</c>.</param>
    /// <param name="references">Reads the mask.</param>
    public static (ImageTool? Tool, ServiceError? Fault) Read(JsonElement tool, string param, ReferenceReader references)
    {
        JsonProperty[] members = [.. tool.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)];
        if (members.FirstOrDefault(member => !Known.Contains(member.Name) && member.Name is not ("type" or "action" or "input_image_mask"))
            is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return (null, ErrorWording.Unknown($"{param}.{unknown.Name}"));
        }

        string action = tool.TryGetProperty("action", out JsonElement sent) && sent.ValueKind == JsonValueKind.String
            ? sent.GetString() ?? ""
            : "auto";
        if (!Actions.Contains(action))
        {
            return (null, ErrorWording.NotOneOf(param + ".action", Actions, action));
        }

        ImageReference? mask = tool.TryGetProperty("input_image_mask", out JsonElement maskObject)
            && maskObject.ValueKind != JsonValueKind.Null
                ? references.ReadPicture("mask", param + ".input_image_mask", maskObject)
                : null;
        return mask is { Fault: { } fault }
            ? (null, fault)
            : (new ImageTool(
                members.Where(member => Known.Contains(member.Name))
                    .ToDictionary(member => member.Name, member => FieldValue.FromJson(member.Value)), action, mask), null);
    }

    /// <summary>Makes the fields of the image request that a call stands for.</summary>
    public IEnumerable<KeyValuePair<string, FieldValue>> Fields(string prompt, bool isEdit, bool isStreamed)
    {
        yield return KeyValuePair.Create("model", Model);
        yield return KeyValuePair.Create("prompt", new FieldValue(FieldKind.Text, prompt));
        foreach (KeyValuePair<string, FieldValue> setting in Settings.Where(setting => setting.Key != "model"))
        {
            if (isEdit || setting.Key != "input_fidelity")
            {
                yield return setting;
            }
        }

        bool hasPartials = Settings.GetValueOrDefault("partial_images")?.TryGetInteger(out long count) == true && count > 0;
        if (isStreamed && hasPartials)
        {
            yield return KeyValuePair.Create("stream", new FieldValue(FieldKind.TrueOrFalse, "true"));
        }
    }

    /// <summary>Writes the tool as an answer echoes it: with its defaults, never with the mask, and with the model only when it was
    /// sent.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        (string Name, FieldValue Standard)[] usual =
        [
            ("background", new FieldValue(FieldKind.Text, "auto")), ("moderation", new FieldValue(FieldKind.Text, "auto")),
            ("n", new FieldValue(FieldKind.WholeNumber, "1")), ("output_compression", new FieldValue(FieldKind.WholeNumber, "100")),
            ("output_format", new FieldValue(FieldKind.Text, "png")), ("quality", new FieldValue(FieldKind.Text, "auto")),
            ("size", new FieldValue(FieldKind.Text, "auto")),
        ];
        writer.WriteStartObject();
        writer.WriteString("type", "image_generation");
        writer.WriteString("action", Action);
        foreach ((string name, FieldValue standard) in usual)
        {
            Write(writer, name, Settings.GetValueOrDefault(name) ?? standard);
        }

        foreach (KeyValuePair<string, FieldValue> setting in Settings.Where(setting => usual.All(known => known.Name != setting.Key)))
        {
            Write(writer, setting.Key, setting.Value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, FieldValue value)
    {
        if (value.IsText)
        {
            writer.WriteString(name, value.Text);
        }
        else
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value.Text);
        }
    }
}
