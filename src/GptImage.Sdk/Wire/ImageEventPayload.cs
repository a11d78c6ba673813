using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>One event of a stream; in place of a picture stands its number.</summary>
internal sealed record ImageEventPayload
{
    public string? Type { get; init; }

    public string? B64Json { get; init; }

    public string? Url { get; init; }

    public int? PartialImageIndex { get; init; }

    public long? CreatedAt { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public string? Quality { get; init; }

    public string? Size { get; init; }

    public UsagePayload? Usage { get; init; }

    public string? SafetyIdentifier { get; init; }

    public JsonElement? Error { get; init; }
}
