using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads the version that every saved file begins with.</summary>
internal static class SavedVersion
{
    /// <returns>The version, or <see langword="null"/> when there is none.</returns>
    public static int? Read(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out JsonElement version)
        && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) && number >= 1
            ? number
            : null;
}
