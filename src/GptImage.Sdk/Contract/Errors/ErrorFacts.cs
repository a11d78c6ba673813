using System.Text.Json;
using System.Text.RegularExpressions;

namespace GptImage.Sdk;

/// <summary>What an error answer says, in any of the shapes that services and gateways use.</summary>
internal sealed partial record ErrorFacts
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64, AllowTrailingCommas = true };

    public int StatusCode { get; init; }

    public string? Message { get; init; }

    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? Param { get; init; }

    public ModerationStage? Stage { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Gets whether the body is an error object, as the service itself writes it; an edge or a proxy does not.</summary>
    public bool HasEnvelope { get; init; }

    /// <summary>Gets whether the request could have bought a picture.</summary>
    public bool MayBuy { get; init; } = true;

    public string? RequestIdHeader { get; init; }

    public TimeSpan? Delay { get; init; }

    public bool? ShouldRetry { get; init; }

    public string? Body { get; init; }

    public string? RequestId =>
        RequestIdHeader ?? (RequestIdPattern().Match(Message ?? "") is { Success: true } match ? match.Value : null);

    public static ErrorFacts Parse(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Lenient);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new ErrorFacts { Message = TextOf(root) };
            }

            return root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null
                ? OfError(error)
                : OfObject(root) with { HasEnvelope = false };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name in it is no text.
            return new ErrorFacts { Message = Summary(body) };
        }
    }

    /// <summary>Takes the key out, which some relays repeat in their errors.</summary>
    public ErrorFacts Without(KeyMask mask) => this with
    {
        Message = mask.Hide(Message),
        Type = mask.Hide(Type),
        Code = mask.Hide(Code),
        Param = mask.Hide(Param),
        Body = mask.Hide(Body),
        RequestIdHeader = mask.Hide(RequestIdHeader),
        Stage = Stage is { } stage && mask.Has(stage.Value) ? ModerationStage.Unknown : Stage,
        Categories = [.. Categories.Select(category => mask.Hide(category) ?? "")],
    };

    public static ErrorFacts OfError(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? OfObject(error)
        : new ErrorFacts { Message = TextOf(error) };

    private static ErrorFacts OfObject(JsonElement error)
    {
        string? message = Text(error, "message") ?? (error.TryGetProperty("detail", out JsonElement detail) ? TextOf(detail) : null);
        JsonElement? moderation = JsonMember.Object(error, "moderation_details"u8);
        JsonElement? filter = JsonMember.Object(error, "inner_error"u8) ?? JsonMember.Object(error, "innererror"u8);
        string[] categories = moderation is { } details ? Strings(details, "categories")
            : filter is { } inner ? FilteredCategories(inner)
            : [];
        string? stage = moderation is { } staged ? Text(staged, "moderation_stage") : null;
        return new ErrorFacts
        {
            Message = message,
            Type = Text(error, "type"),
            Code = Text(error, "code") ?? (filter is { } coded ? Text(coded, "code") : null),
            Param = Text(error, "param"),
            Stage = string.IsNullOrWhiteSpace(stage) ? null : new ModerationStage(stage),
            Categories = categories.Length > 0 ? categories : CategoriesInMessage(message),
            HasEnvelope = true,
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonMember.TextOf(value) is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
        _ => null,
    };

    private static string[] Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(TextOf).OfType<string>()]
            : [];

    private static string[] FilteredCategories(JsonElement inner) => JsonMember.Object(inner, "content_filter_results"u8) is { } results
        ? [.. results.EnumerateObject().Where(IsFiltered).Select(category => category.Name)]
        : [];

    private static bool IsFiltered(JsonProperty category) =>
        category.Value.ValueKind == JsonValueKind.Object
        && category.Value.TryGetProperty("filtered", out JsonElement filtered)
        && filtered.ValueKind == JsonValueKind.True;

    private static string[] CategoriesInMessage(string? message) =>
        SafetyViolationsPattern().Match(message ?? "") is { Success: true } match
            ? match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];

    /// <summary>Takes what a person can read from a page or a bare text.</summary>
    private static string? Summary(string body)
    {
        // The beginning is enough, and no page can keep the patterns busy with it.
        const int MaxRead = 8192;
        const int MaxSummary = 200;
        string start = body.Length > MaxRead ? body[..MaxRead] : body;
        string text =
            string.Join(' ', TagPattern().Replace(start, static _ => " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? null : text.Length > MaxSummary ? text[..MaxSummary] + "…" : text;
    }

    [GeneratedRegex(@"safety_violations=\[([^\]]*)\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SafetyViolationsPattern();

    [GeneratedRegex(@"\breq_[0-9A-Za-z]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RequestIdPattern();

    [GeneratedRegex(
        @"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]*>",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex TagPattern();
}
