using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>A reference image in a <c>character.json</c>: a file beside it, an address, or the id of an uploaded file.</summary>
internal sealed record SavedReference
{
    public required string? Role { get; init; }

    public string? Detail { get; init; }

    /// <summary>Gets the name of the file within the folder.</summary>
    public string? File { get; init; }

    public long? Length { get; init; }

    public string? Sha256 { get; init; }

    public string? MediaType { get; init; }

    public string? Uri { get; init; }

    public string? FileId { get; init; }

    /// <summary>Tells whether the file is one name within the folder, as this library gives them.</summary>
    public bool IsWithinFolder() => !string.IsNullOrEmpty(File) && SafeName.Clean(File) == File;

    public static string WordOf(ReferenceRole role) => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());

    public static ReferenceRole? RoleOf(string? word) =>
        Enum.GetValues<ReferenceRole>().Cast<ReferenceRole?>().FirstOrDefault(role => role is { } known && WordOf(known) == word);
}
