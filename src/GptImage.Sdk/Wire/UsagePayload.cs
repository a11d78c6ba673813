namespace GptImage.Sdk;

/// <summary>What the service counted. Gateways use the chat names.</summary>
internal sealed record UsagePayload
{
    public int? InputTokens { get; init; }

    public InputTokensDetailsPayload? InputTokensDetails { get; init; }

    public int? OutputTokens { get; init; }

    public int? TotalTokens { get; init; }

    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }
}
