namespace GptImage.Sdk;

/// <summary>What an answer says beside its pictures, from its body and its headers.</summary>
internal sealed record AnswerFacts
{
    public DateTimeOffset? CreatedAt { get; init; }

    public ImageSize? Size { get; init; }

    public ImageQuality? Quality { get; init; }

    public OutputFormat? Format { get; init; }

    public ImageBackground? Background { get; init; }

    public ImageUsage? Usage { get; init; }

    public SvgUsage? SvgUsage { get; init; }

    public string? SafetyIdentifier { get; init; }

    public ResponseHeaderFacts Headers { get; init; } = new();

    public static AnswerFacts Of(ImagesPayload payload, ResponseHeaderFacts headers) => new()
    {
        CreatedAt = TimeOf(payload.Created),
        Size = SizeOf(payload.Size),
        Quality = string.IsNullOrWhiteSpace(payload.Quality) ? null : new ImageQuality(payload.Quality),
        Format = string.IsNullOrWhiteSpace(payload.OutputFormat) ? null : new OutputFormat(payload.OutputFormat),
        Background = string.IsNullOrWhiteSpace(payload.Background) ? null : new ImageBackground(payload.Background),
        Usage = UsageOf(payload.Usage),
        SvgUsage = UsageOf(payload.SvgUsage),
        SafetyIdentifier = payload.SafetyIdentifier,
        Headers = headers,
    };

    public static AnswerFacts Of(ImageEventPayload payload, ResponseHeaderFacts headers) => Of(
        new ImagesPayload
        {
            Created = payload.CreatedAt,
            Size = payload.Size,
            Quality = payload.Quality,
            OutputFormat = payload.OutputFormat,
            Background = payload.Background,
            Usage = payload.Usage,
            SafetyIdentifier = payload.SafetyIdentifier,
        },
        headers);

    public static DateTimeOffset? TimeOf(long? seconds) =>
        seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    private static ImageSize? SizeOf(string? text) => ImageSize.TryParse(text, out ImageSize size) ? size : null;

    private static ImageUsage? UsageOf(UsagePayload? usage)
    {
        // Without the output a usage says nothing about the price, and nonsense is worse than nothing.
        if (usage is null || (usage.OutputTokens ?? usage.CompletionTokens) is not int output)
        {
            return null;
        }

        int input = usage.InputTokens ?? usage.PromptTokens ?? 0;
        if (output < 0 || input < 0 || usage.InputTokensDetails is { TextTokens: < 0 } or { ImageTokens: < 0 })
        {
            return null;
        }

        return new ImageUsage
        {
            InputTokens = input,
            InputTextTokens = usage.InputTokensDetails?.TextTokens ?? 0,
            InputImageTokens = usage.InputTokensDetails?.ImageTokens ?? 0,
            OutputTokens = output,
            TotalTokens = usage.TotalTokens ?? input + output,
        };
    }

    private static SvgUsage? UsageOf(SvgUsagePayload? usage) => usage is null ? null : new SvgUsage
    {
        Model = usage.Model,
        InputTokens = usage.InputTokens ?? 0,
        OutputTokens = usage.OutputTokens ?? 0,
        ReasoningTokens = usage.ReasoningTokens ?? 0,
        TotalTokens = usage.TotalTokens ?? (usage.InputTokens ?? 0) + (usage.OutputTokens ?? 0),
    };
}
