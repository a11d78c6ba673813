using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli.Tests.Mcp;

/// <summary>Reads answers of the server.</summary>
internal static class Answers
{
    public static JsonElement Json(this CallToolResult answer) =>
        answer.StructuredContent ?? throw new InvalidOperationException("The answer has no structured content.");

    public static string? Text(this CallToolResult answer, string member) =>
        answer.Json().TryGetProperty(member, out JsonElement value) ? value.GetString() : null;

    public static string Path(this CallToolResult answer, int index = 0) =>
        answer.Json().GetProperty("files")[index].GetProperty("path").GetString() ?? "";

    public static ImageContentBlock[] Images(this CallToolResult answer) => [.. answer.Content.OfType<ImageContentBlock>()];
}
