namespace GptImage.Sdk;

/// <summary>The parts of the input tokens.</summary>
internal sealed record InputTokensDetailsPayload
{
    public int? TextTokens { get; init; }

    public int? ImageTokens { get; init; }
}
