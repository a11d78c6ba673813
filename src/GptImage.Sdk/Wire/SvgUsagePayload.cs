namespace GptImage.Sdk;

/// <summary>What the author of vector graphics used.</summary>
internal sealed record SvgUsagePayload
{
    public string? Model { get; init; }

    public int? InputTokens { get; init; }

    public int? OutputTokens { get; init; }

    public int? ReasoningTokens { get; init; }

    public int? TotalTokens { get; init; }
}
