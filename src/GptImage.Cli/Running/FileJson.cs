using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Writes pictures on disk as JSON.</summary>
internal static class FileJson
{
    /// <summary>Writes pictures as the member <c>files</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<SavedImage> files)
    {
        writer.WriteStartArray("files");
        foreach (SavedImage file in files)
        {
            writer.WriteStartObject();
            WriteMembers(writer, file);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes what is known of a picture into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, SavedImage file)
    {
        writer.WriteString("path", file.Path);
        writer.WriteString("format", file.Format.Value.Length > 0 ? file.Format.Value : null);
        WriteNumber(writer, "width", file.PixelSize?.Width);
        WriteNumber(writer, "height", file.PixelSize?.Height);
        writer.WriteNumber("bytes", file.Length);
        writer.WriteString("sha256", file.Sha256);
    }

    /// <summary>Writes a number that may not be known.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
