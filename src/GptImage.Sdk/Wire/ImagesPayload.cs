using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>The answer of both image endpoints; in place of a picture stands its number.</summary>
internal sealed record ImagesPayload
{
    public long? Created { get; init; }

    public IReadOnlyList<PicturePayload?>? Data { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public string? Quality { get; init; }

    public string? Size { get; init; }

    public UsagePayload? Usage { get; init; }

    public SvgUsagePayload? SvgUsage { get; init; }

    public string? SafetyIdentifier { get; init; }

    public JsonElement? Error { get; init; }

    public string? TaskId { get; init; }
}
