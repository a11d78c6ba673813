using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>What an original image is for. A word among the content's own properties: it survives copies and JSON, and a log that writes
/// it writes no picture.</summary>
internal static class ContentMark
{
    public const string Key = "gptimage.role";
    public const string Mask = "mask";
    public const string Markup = "markup";

    /// <summary>Makes a marked copy over the same memory.</summary>
    /// <exception cref="ArgumentException">The content is not a picture.</exception>
    public static AIContent Write(AIContent content, string mark)
    {
        ArgumentNullException.ThrowIfNull(content);
        AIContent copy = content switch
        {
            DataContent data => new DataContent(data.Data, data.MediaType) { Name = data.Name },
            UriContent uri => new UriContent(uri.Uri, uri.MediaType),
            HostedFileContent file => new HostedFileContent(file.FileId)
            {
                MediaType = file.MediaType,
                Name = file.Name,
                SizeInBytes = file.SizeInBytes,
                CreatedAt = file.CreatedAt,
                Purpose = file.Purpose,
                Scope = file.Scope,
            },
            _ => throw NoPicture(content),
        };
        copy.Annotations = content.Annotations;
        copy.RawRepresentation = content.RawRepresentation;
        copy.AdditionalProperties = new AdditionalPropertiesDictionary(content.AdditionalProperties ?? []) { [Key] = mark };
        return copy;
    }

    /// <summary>Reads the mark; <see langword="null"/> for a content without one.</summary>
    public static string? Read(AIContent content)
    {
        object? value = null;
        _ = content.AdditionalProperties?.TryGetValue(Key, out value);
        return value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value?.ToString();
    }

    /// <summary>Reads the role; mask and markup have none.</summary>
    /// <exception cref="ArgumentException">The mark is unknown.</exception>
    public static ReferenceRole ReadRole(AIContent content) => Read(content) switch
    {
        null or Mask or Markup => ReferenceRole.Unspecified,
        { } mark when Enum.TryParse(mark, ignoreCase: true, out ReferenceRole role)
            && role.ToString().Equals(mark, StringComparison.OrdinalIgnoreCase) => role,
        { } mark => throw new ArgumentException(
            $"An original image is marked as '{mark}' ({Key}). Known marks are {Mask}, {Markup} and "
            + $"{string.Join(", ", Enum.GetNames<ReferenceRole>())}."),
    };

    public static ArgumentException NoPicture(AIContent content) => new(
        $"A {content.GetType().Name} is not a picture that can be sent. Give a DataContent, a UriContent or a HostedFileContent.");
}
