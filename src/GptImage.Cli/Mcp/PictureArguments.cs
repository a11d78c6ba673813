using System.Text;
using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Makes a request of the arguments of a call. They have the names and the form of a request as JSON, so one reader knows
/// both.</summary>
internal static class PictureArguments
{
    private const string DefaultSize = "1024x1024";
    private const string DefaultQuality = "medium";

    /// <summary>Gets the names of what every request has.</summary>
    public static IReadOnlyList<string> CommonNames { get; } = ["prompt", "text", .. ToolSchema.SettingNames];

    /// <summary>Gets the names of what an edit has besides.</summary>
    public static IReadOnlyList<string> EditNames { get; } = ["images", "mask", "markup"];

    /// <summary>Gets the names of what a scene with characters has besides.</summary>
    public static IReadOnlyList<string> SceneNames { get; } = ["characters", "references"];

    /// <summary>Reads a request. Its kind follows from what is there: characters, else pictures, else nothing but words.</summary>
    /// <exception cref="ToolException">An argument cannot be used.</exception>
    /// <exception cref="JsonException">A setting cannot be one.</exception>
    /// <exception cref="IOException">A saved character cannot be read.</exception>
    public static async Task<ImageRequest> ReadAsync(
        ToolArguments arguments, AllowedFolders folders, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> characters = arguments.Texts("characters");
        IReadOnlyList<string> images = arguments.Texts("images");
        string kind = characters.Count > 0 ? RequestJsonFormat.CharacterReference
            : images.Count > 0 ? RequestJsonFormat.ImageToImage
            : RequestJsonFormat.TextToImage;
        if (characters.Count > 0 && images.Count > 0)
        {
            throw ToolArguments.Fail("images", "does not go with 'characters'. Pass other pictures as 'references'.");
        }

        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", RequestJsonFormat.Version);
            writer.WriteString("kind", kind);
            writer.WriteString("prompt", arguments.RequiredText("prompt"));
            WriteSettings(writer, arguments);
            WriteInputs(writer, arguments, folders, images, kind);
            writer.WriteEndObject();
        }

        // Every path in it was checked and is absolute.
        ImageRequest request = ImageRequestJson.Read(
            Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length), new RequestJsonOptions { AllowAnyPath = true });
        return request is CharacterReferenceRequest scene
            ? scene with { Characters = await LoadAsync(characters, folders, cancellationToken).ConfigureAwait(false) }
            : request;
    }

    private static void WriteSettings(Utf8JsonWriter writer, ToolArguments arguments)
    {
        foreach (string name in ToolSchema.SettingNames.Append("text"))
        {
            if (arguments.Raw(name) is { } value)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
            else if (name is "size" or "quality")
            {
                // So that the price is known.
                writer.WriteString(name, name == "size" ? DefaultSize : DefaultQuality);
            }
        }
    }

    private static void WriteInputs(
        Utf8JsonWriter writer, ToolArguments arguments, AllowedFolders folders, IReadOnlyList<string> images, string kind)
    {
        if (kind == RequestJsonFormat.ImageToImage)
        {
            writer.WriteStartArray("images");
            foreach (string image in images)
            {
                WriteFile(writer, folders.Resolve("images", image));
            }

            writer.WriteEndArray();
        }

        foreach (string name in new[] { "mask", "markup" })
        {
            if (arguments.Text(name) is { } path)
            {
                writer.WritePropertyName(name);
                WriteFile(writer, folders.Resolve(name, path));
            }
        }

        if (kind == RequestJsonFormat.CharacterReference && arguments.Raw("references") is { } references)
        {
            writer.WriteStartArray("references");
            foreach (string reference in arguments.Texts("references"))
            {
                WriteFile(writer, folders.Resolve("references", reference));
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteFile(Utf8JsonWriter writer, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("file", path);
        writer.WriteEndObject();
    }

    private static async Task<IReadOnlyList<Character>> LoadAsync(
        IReadOnlyList<string> paths, AllowedFolders folders, CancellationToken cancellationToken)
    {
        List<Character> characters = [];
        foreach (string path in paths)
        {
            characters.Add(
                await Character.LoadAsync(folders.Resolve("characters", path), cancellationToken).ConfigureAwait(false));
        }

        return characters;
    }
}
