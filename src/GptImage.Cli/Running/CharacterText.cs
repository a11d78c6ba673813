using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Shows a saved character. Its file may come from anywhere.</summary>
internal static class CharacterText
{
    /// <summary>Describes a character in lines.</summary>
    public static IEnumerable<string> Describe(Character character) =>
        Members(character).Where(member => !string.IsNullOrWhiteSpace(member.Value))
            .Select(member => $"{member.Name.Replace('_', ' ')}: {OnOneLine(member.Value ?? "")}")
            .Concat(character.MustNotChange.Select(text => $"must not change: {OnOneLine(text)}"))
            .Concat(character.References.Select(
                reference => $"{SavedReference.WordOf(reference.Role).Replace('_', ' ')}: {OnOneLine(SourceOf(reference))}"));

    /// <summary>Writes the members of a line of the type <c>character</c>.</summary>
    public static void Write(Utf8JsonWriter writer, string folder, Character character)
    {
        writer.WriteString("folder", folder);
        foreach ((string name, string? value) in Members(character))
        {
            writer.WriteString(name, value);
        }

        writer.WriteStartArray("must_not_change");
        foreach (string text in character.MustNotChange)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("references");
        foreach (ImageInput reference in character.References)
        {
            writer.WriteStartObject();
            writer.WriteString("role", SavedReference.WordOf(reference.Role));
            writer.WriteString("source", SourceOf(reference));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static (string Name, string? Value)[] Members(Character character) =>
    [
        ("name", character.Name),
        ("appearance", character.Appearance),
        ("outfit", character.Outfit),
        ("proportions", character.Proportions),
        ("palette", character.Palette),
        ("marks", character.DistinguishingMarks),
        ("style", character.Style),
    ];

    private static string SourceOf(ImageInput reference) =>
        reference.FilePath ?? reference.Uri?.OriginalString ?? reference.FileId ?? reference.Description;

    /// <summary>A terminal obeys control characters.</summary>
    private static string OnOneLine(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));
}
