using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads and writes <c>character.json</c>. What it reads may come from anywhere.</summary>
internal static class CharacterFile
{
    public const string Name = "character.json";
    public const int FormatVersion = 1;

    private const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 8;

    /// <summary>Reads the file of a folder.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is not a saved character, or one of a later version.</exception>
    public static async Task<SavedCharacter> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, Name);
        ReadOnlyMemory<byte> content = await ReadBytesAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MaxDepth });
            JsonElement root = document.RootElement;
            int number = SavedVersion.Read(root) ?? throw new IOException($"'{path}' is not a saved character: it has no version.");
            return number > FormatVersion
                ? throw new IOException(
                    string.Create(CultureInfo.InvariantCulture,
                        $"'{path}' was written by a later version of this library (format {number}; this one reads up to "
                        + $"{FormatVersion}). Use that version."))
                : root.Deserialize(CharacterJsonContext.Default.SavedCharacter)
                    ?? throw new IOException($"'{path}' is not a saved character.");
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{path}' is not a saved character: {exception.Message}", exception);
        }
    }

    /// <summary>Puts a character into the bytes of its file.</summary>
    /// <exception cref="IOException">There is too much of it.</exception>
    public static byte[] Serialize(SavedCharacter character)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content, new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            JsonSerializer.Serialize(writer, character, CharacterJsonContext.Default.SavedCharacter);
        }

        return content.Length <= MaxBytes
            ? content.ToArray()
            : throw new IOException(
                string.Create(CultureInfo.InvariantCulture,
                    $"The description of '{character.Name}' takes {content.Length:N0} bytes; a saved character has up to {MaxBytes:N0}. "
                    + $"Describe it in fewer words."));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no saved character in the folder: '{path}' is missing.", path);
        }

        return await BoundedFile.ReadAsync(path, MaxBytes, "saved character", cancellationToken).ConfigureAwait(false);
    }
}
