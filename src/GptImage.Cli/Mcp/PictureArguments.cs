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

        ImageRequest request = Read(Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length));
        return request is CharacterReferenceRequest scene
            ? scene with { Characters = await LoadAsync(characters, folders, cancellationToken).ConfigureAwait(false) }
            : request;
    }

    private static ImageRequest Read(string json)
    {
        try
        {
            // Every path in it was checked and is absolute.
            return ImageRequestJson.Read(json, new RequestJsonOptions { AllowAnyPath = true });
        }
        catch (JsonException exception)
        {
            string path = exception.Path ?? "$";
            int at = exception.Message.IndexOf(path + ": ", StringComparison.Ordinal);
            string problem = at < 0 ? exception.Message : exception.Message[(at + path.Length + 2)..];
            throw ToolArguments.Fail(path.Replace("$.", "", StringComparison.Ordinal), $"cannot be used: {problem}", exception);
        }
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

        if (kind == RequestJsonFormat.CharacterReference && arguments.Raw("references") is not null)
        {
            writer.WriteStartArray("references");
            bool isMarked = arguments.Raw("mask") is not null || arguments.Raw("markup") is not null;
            foreach ((int index, string reference) in arguments.Texts("references").Index())
            {
                // A mask belongs to the picture that the characters are put into.
                WriteFile(writer, folders.Resolve("references", reference), isMarked && index == 0 ? ReferenceRole.Background : null);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteFile(Utf8JsonWriter writer, string path, ReferenceRole? role = null)
    {
        writer.WriteStartObject();
        writer.WriteString("file", path);
        if (role is { } known)
        {
            writer.WriteString("role", SavedReference.WordOf(known));
        }

        writer.WriteEndObject();
    }

    private static async Task<IReadOnlyList<Character>> LoadAsync(
        IReadOnlyList<string> paths, AllowedFolders folders, CancellationToken cancellationToken)
    {
        List<Character> characters = [];
        foreach (string path in paths)
        {
            string folder = folders.Resolve("characters", path);
            try
            {
                characters.Add(await Character.LoadAsync(folder, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw ToolArguments.Fail("characters", $"cannot be used: {exception.Message}", exception);
            }
        }

        return characters;
    }
}
