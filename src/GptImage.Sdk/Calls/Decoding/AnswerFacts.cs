using System.Text.Json;

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

    public required ResponseHeaderFacts Headers { get; init; }

    /// <summary>Reads the root of an answer, or of an event.</summary>
    public static AnswerFacts FromAnswer(JsonElement answer, ResponseHeaderFacts headers) => new()
    {
        CreatedAt = TimeOf(JsonMember.Whole(answer, "created"u8) ?? JsonMember.Whole(answer, "created_at"u8)),
        Size = ImageSize.TryParse(JsonMember.Text(answer, "size"u8), out ImageSize size) ? size : null,
        Quality = Word(answer, "quality"u8) is { } quality ? new ImageQuality(quality) : null,
        Format = Word(answer, "output_format"u8) is { } format ? new OutputFormat(format) : null,
        Background = Word(answer, "background"u8) is { } background ? new ImageBackground(background) : null,
        Usage = UsageOf(answer),
        SvgUsage = SvgUsageOf(answer),
        SafetyIdentifier = JsonMember.Text(answer, "safety_identifier"u8),
        Headers = headers,
    };

    public static DateTimeOffset? TimeOf(long? seconds) =>
        seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    private static string? Word(JsonElement answer, ReadOnlySpan<byte> name) =>
        JsonMember.Text(answer, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Reads what the service counted. Gateways use the names of chats.</summary>
    private static ImageUsage? UsageOf(JsonElement answer)
    {
        // Without the output a usage says nothing about the price, and nonsense is worse than nothing.
        if (JsonMember.Object(answer, "usage"u8) is not { } usage
            || (JsonMember.Count(usage, "output_tokens"u8) ?? JsonMember.Count(usage, "completion_tokens"u8)) is not int output)
        {
            return null;
        }

        int input = JsonMember.Count(usage, "input_tokens"u8) ?? JsonMember.Count(usage, "prompt_tokens"u8) ?? 0;
        JsonElement? details = JsonMember.Object(usage, "input_tokens_details"u8);
        int text = details is { } texts ? JsonMember.Count(texts, "text_tokens"u8) ?? 0 : 0;
        int images = details is { } pictures ? JsonMember.Count(pictures, "image_tokens"u8) ?? 0 : 0;
        return output < 0 || input < 0 || text < 0 || images < 0 ? null : new ImageUsage
        {
            InputTokens = input,
            InputTextTokens = text,
            InputImageTokens = images,
            OutputTokens = output,
            TotalTokens = JsonMember.Count(usage, "total_tokens"u8) ?? input + output,
        };
    }

    /// <summary>Reads what the author of vector graphics used.</summary>
    private static SvgUsage? SvgUsageOf(JsonElement answer)
    {
        if (JsonMember.Object(answer, "svg_usage"u8) is not { } usage)
        {
            return null;
        }

        int input = JsonMember.Count(usage, "input_tokens"u8) ?? 0;
        int output = JsonMember.Count(usage, "output_tokens"u8) ?? 0;
        return new SvgUsage
        {
            Model = JsonMember.Text(usage, "model"u8),
            InputTokens = input,
            OutputTokens = output,
            ReasoningTokens = JsonMember.Count(usage, "reasoning_tokens"u8) ?? 0,
            TotalTokens = JsonMember.Count(usage, "total_tokens"u8) ?? input + output,
        };
    }
}
