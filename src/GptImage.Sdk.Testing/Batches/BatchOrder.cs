using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>What the creation of a batch says.</summary>
/// <param name="Endpoint">The endpoint of all its lines.</param>
/// <param name="InputFile">The file with the lines.</param>
/// <param name="Metadata">What the creator writes on it; null is written as null.</param>
/// <param name="OutputSecondsToLive">How long the result files are kept; null for ever.</param>
/// <param name="Host">The host that the creation was sent to.</param>
internal sealed record BatchOrder(
    string Endpoint, StoredFile InputFile, IReadOnlyDictionary<string, string>? Metadata, long? OutputSecondsToLive, string Host)
{
    /// <summary>Reads a creation that has passed <see cref="BatchRules"/>.</summary>
    public static BatchOrder FromRequest(FakeRequest request, StoredFile inputFile)
    {
        using JsonDocument document = JsonDocument.Parse(request.Body);
        JsonElement body = document.RootElement;
        bool hasExpiry = body.TryGetProperty("output_expires_after", out JsonElement expiry) && expiry.ValueKind == JsonValueKind.Object;
        bool hasMetadata = body.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object;
        return new BatchOrder(
            request.Fields["endpoint"],
            inputFile,
            hasMetadata ? metadata.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "") : null,
            hasExpiry ? expiry.GetProperty("seconds").GetInt64() : null,
            request.Headers.GetValueOrDefault("Host", "127.0.0.1"));
    }
}
