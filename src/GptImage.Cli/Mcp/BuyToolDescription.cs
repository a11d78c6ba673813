using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli;

/// <summary>Describes the tools that take a request.</summary>
internal static class BuyToolDescription
{
    private const string Manners =
        " Costs money: the user may be asked. Answers within 45 seconds: with the pictures, or with status 'running' and an id for "
        + "get_image. The same arguments within ten minutes return the same purchase and buy nothing, so a call that timed out can be "
        + "made again; 'variation' asks for another picture.";

    /// <summary>Gets the schema of what a purchase answers.</summary>
    public static JsonElement PurchaseSchema { get; } = ToolSchema.CreateObject(
        writer =>
        {
            ToolSchema.WriteChoice(
                writer, "status",
                "running: call get_image. finished: the pictures are on disk. failed: nothing was charged. unknown: it may have been "
                + "charged and is not bought again by itself. invalid, refused: nothing was sent.",
                "running", "finished", "failed", "unknown", "invalid", "refused");
            ToolSchema.WriteProperty(writer, "id", "string", "What get_image takes.");
            writer.WriteStartObject("files");
            writer.WriteString("type", "array");
            writer.WriteStartObject("items");
            writer.WriteString("type", "object");
            writer.WriteStartObject("properties");
            ToolSchema.WriteProperty(writer, "path", "string", "The file.");
            ToolSchema.WriteProperty(writer, "uri", "string", "The resource.");
            ToolSchema.WriteProperty(writer, "media_type", "string", "For example image/png.");
            ToolSchema.WriteProperty(writer, "width", "integer", "In pixels.");
            ToolSchema.WriteProperty(writer, "height", "integer", "In pixels.");
            ToolSchema.WriteProperty(writer, "bytes", "integer", "The length of the file.");
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
            ToolSchema.WriteProperty(writer, "cost_usd", "number", "What it cost, by the price table.");
            ToolSchema.WriteProperty(writer, "possible_cost_usd", "number", "What it may have cost at most, while that is not known.");
            ToolSchema.WriteProperty(writer, "charge", "string", "not_sent, rejected, possibly_charged or charged.");
            ToolSchema.WriteProperty(writer, "request_id", "string", "The service's id of the request.");
            ToolSchema.WriteProperty(writer, "message", "string", "What went wrong.");
            ToolSchema.WriteProperty(writer, "next", "string", "What to do next.");
        },
        "status");

    /// <summary>Describes a tool that buys.</summary>
    public static Tool Create(string name, string title, string does, PictureSource source) => new()
    {
        Name = name,
        Title = title,
        Description = does + Manners,
        InputSchema = CreateInputSchema(source, isBought: true),
        OutputSchema = PurchaseSchema,
        Annotations = new ToolAnnotations
        {
            Title = title,
            ReadOnlyHint = false,
            DestructiveHint = false,
            IdempotentHint = false,
            OpenWorldHint = true,
        },
    };

    /// <summary>Creates the schema of the arguments that say what is asked for.</summary>
    public static JsonElement CreateInputSchema(PictureSource source, bool isBought)
    {
        string[] required = source switch
        {
            PictureSource.Pictures => ["prompt", "images"],
            PictureSource.Characters => ["prompt", "characters"],
            _ => ["prompt"],
        };
        return ToolSchema.CreateObject(writer => Write(writer, source, isBought), required);
    }

    private static void Write(Utf8JsonWriter writer, PictureSource source, bool isBought)
    {
        ToolSchema.WriteProperty(writer, "prompt", "string", "What to draw, in words.");
        if (source is PictureSource.Pictures or PictureSource.Any)
        {
            ToolSchema.WriteTexts(writer, "images", "Paths of the pictures; a mask belongs to the first.");
        }

        if (source is PictureSource.Characters or PictureSource.Any)
        {
            ToolSchema.WriteTexts(writer, "characters", "Folders of saved characters, each with a character.json.");
            ToolSchema.WriteTexts(
                writer, "references",
                "Paths of other pictures to follow, for example for the style. With a mask or markup, the first is the picture that the "
                + "characters are put into.");
        }

        if (source != PictureSource.Words)
        {
            ToolSchema.WriteProperty(
                writer, "mask", "string", "Path of a PNG of the size of the first picture: transparent where it may change.");
            ToolSchema.WriteProperty(
                writer, "markup", "string", "Path of a copy of the first picture with marks drawn on it that show what to change.");
        }

        ToolSchema.WriteSettings(writer);
        if (isBought)
        {
            ToolSchema.WriteProperty(
                writer, "save_as", "string",
                "Path of the files without extension, below an allowed folder. Default: gptimage/ and words of the prompt. Never "
                + "overwrites.");
            ToolSchema.WriteProperty(
                writer, "variation", "integer", "2, 3 and so on ask for another picture of the same arguments, which is bought anew.");
            WriteInline(writer);
        }
    }

    /// <summary>Writes the property <c>inline</c>.</summary>
    public static void WriteInline(Utf8JsonWriter writer) => ToolSchema.WriteChoice(
        writer, "inline",
        "What the answer shows: links only, small JPEGs (default), or the pictures themselves, which can fill the context.",
        [.. InlineChoice.Words]);
}
