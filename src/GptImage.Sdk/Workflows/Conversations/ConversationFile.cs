using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Where a conversation is saved, and the form of its file. What is read may come from anywhere.</summary>
internal static class ConversationFile
{
    public const int FormatVersion = 1;

    private const string Extension = ".json";
    private const int MaxBytes = 64 * 1024 * 1024;
    private const int MaxDepth = 72;

    /// <summary>Gets the folder of the pictures: <c>harbour.talk</c> for <c>harbour.talk.json</c>.</summary>
    public static string FolderOf(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        ? path[..^Extension.Length]
        : path + ".pictures";

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is not a saved conversation, or one of a later version.</exception>
    public static async Task<SavedConversation> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no saved conversation: '{path}' is missing.", path);
        }

        ReadOnlyMemory<byte> content = await BoundedFile
            .ReadAsync(path, MaxBytes, "saved conversation", cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MaxDepth });
            int version = SavedVersion.Read(document.RootElement)
                ?? throw new IOException($"'{path}' is not a saved conversation: it has no version.");
            return version > FormatVersion
                ? throw new IOException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{path}' was written by a later version of this library (format {version}; this one reads up to {FormatVersion}). "
                    + $"Use that version."))
                : document.RootElement.Deserialize(ConversationJsonContext.Default.SavedConversation)
                    ?? throw new IOException($"'{path}' is not a saved conversation.");
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{path}' is not a saved conversation: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a file; an earlier one gives way when the new one is complete.</summary>
    /// <exception cref="IOException">It cannot be written, or is too long to be read again.</exception>
    public static async Task WriteAsync(string path, SavedConversation conversation, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter writer = new(content, new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            JsonSerializer.Serialize(writer, conversation, ConversationJsonContext.Default.SavedConversation);
        }

        if (content.Length > MaxBytes)
        {
            throw new IOException(FormattableString.Invariant(
                $"The conversation takes {content.Length:N0} bytes without its pictures; up to {MaxBytes:N0} can be read again."));
        }

        using AtomicFile file = AtomicFile.Create(path);
        await file.Stream.WriteAsync(content.GetBuffer().AsMemory(0, (int)content.Length), cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        file.Commit(path, overwrite: true, isDurable: true);
    }
}
