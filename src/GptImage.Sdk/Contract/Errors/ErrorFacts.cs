using System.Text.Json;
using System.Text.RegularExpressions;

namespace GptImage.Sdk;

/// <summary>What an error answer says, in any of the shapes that services and gateways use.</summary>
internal sealed partial record ErrorFacts
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 64, AllowTrailingCommas = true };

    private const int MaxNesting = 3;

    public int StatusCode { get; init; }

    public string? Message { get; init; }

    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? Param { get; init; }

    public ModerationStage? Stage { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Gets whether a content filter says that it stopped the request.</summary>
    public bool IsFiltered { get; init; }

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

    public static ErrorFacts Parse(string body) => Parse(body, depth: 0);

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

    public static ErrorFacts OfError(JsonElement error) => FromError(error, depth: 0);

    private static ErrorFacts Parse(string body, int depth)
    {
        string text = body.TrimStart();
        string json = text.StartsWith("event:", StringComparison.Ordinal) || text.StartsWith("data:", StringComparison.Ordinal)
            ? DataOf(text)
            : text;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Lenient);
            return FromRoot(document.RootElement, depth);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name in it is not a text.
            return new ErrorFacts { Message = PageWords.Summarize(body) }.WithInner(body, depth);
        }
    }

    private static ErrorFacts FromRoot(JsonElement root, int depth) => root.ValueKind switch
    {
        JsonValueKind.Object => root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null
            ? FromError(error, depth)
            : OfObject(root).WithInner(null, depth) with { HasEnvelope = false },
        JsonValueKind.Array when root.GetArrayLength() > 0 && root[0].ValueKind == JsonValueKind.Object =>
            FromRoot(root[0], depth) with { HasEnvelope = false },
        _ => new ErrorFacts { Message = TextOf(root) }.WithInner(null, depth),
    };

    private static ErrorFacts FromError(JsonElement error, int depth) => error.ValueKind == JsonValueKind.Object
        ? OfObject(error).WithInner(null, depth)
        : new ErrorFacts { Message = TextOf(error) }.WithInner(null, depth);

    /// <summary>Reads the error that a gateway put into the text of its own: what the service said decides the kind.</summary>
    private ErrorFacts WithInner(string? text, int depth)
    {
        text ??= Message ?? "";
        int start = text.IndexOf('{', StringComparison.Ordinal);
        int end = text.LastIndexOf('}');
        if (depth >= MaxNesting || start < 0 || end < start)
        {
            return this;
        }

        string piece = text[start..(end + 1)];
        ErrorFacts inner;
        try
        {
            using JsonDocument document = JsonDocument.Parse(piece, Lenient);
            inner = FromRoot(document.RootElement, depth + 1);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Gateways in Python write their dictionaries.
            inner = new ErrorFacts
            {
                Code = Quoted(piece, "'code': '"),
                Type = Quoted(piece, "'type': '"),
                Message = Quoted(piece, "'message': '"),
            };
        }

        return inner.Code is null && inner.Type is null && inner.Stage is null && inner.Categories.Count == 0 ? this : this with
        {
            Message = inner.Message ?? Message,
            Type = inner.Type ?? Type,
            Code = inner.Code ?? Code,
            Param = inner.Param ?? Param,
            Stage = inner.Stage ?? Stage,
            Categories = inner.Categories.Count > 0 ? inner.Categories : Categories,
            IsFiltered = inner.IsFiltered || IsFiltered,
        };
    }

    private static string? Quoted(string text, string name)
    {
        int start = text.IndexOf(name, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf('\'', start + name.Length);
        return end < 0 ? null : text[(start + name.Length)..end];
    }

    /// <summary>Takes the data of the last event that has some: a refusal may come as a stream.</summary>
    private static string DataOf(string events) =>
        events.Split('\n').Select(line => line.Trim('\r', ' '))
            .LastOrDefault(line => line.StartsWith("data:", StringComparison.Ordinal) && line.Contains('{', StringComparison.Ordinal))
            ?["data:".Length..] ?? "";

    private static ErrorFacts OfObject(JsonElement error)
    {
        string? message = Text(error, "message") ?? (error.TryGetProperty("detail", out JsonElement detail) ? TextOf(detail) : null);
        JsonElement? moderation = JsonMember.Object(error, "moderation_details"u8);
        JsonElement? filter = JsonMember.Object(error, "inner_error"u8) ?? JsonMember.Object(error, "innererror"u8);
        JsonElement? results = FilterResults(filter ?? error) ?? FilterResults(error);
        string[] filtered = results is { } found
            ? [.. found.EnumerateObject().Where(IsStopped).Select(category => category.Name)]
            : [];
        string[] categories = moderation is { } details ? Strings(details, "categories")
            : filtered.Length > 0 ? filtered
            : JsonMember.Object(error, "metadata"u8) is { } metadata ? Strings(metadata, "reasons")
            : [];
        string? innerCode = filter is { } coded ? Text(coded, "code") : null;
        string? stage = moderation is { } staged ? Text(staged, "moderation_stage") : null;
        return new ErrorFacts
        {
            Message = message,
            Type = Text(error, "type"),
            Code = Text(error, "code") ?? innerCode,
            Param = Text(error, "param"),
            Stage = string.IsNullOrWhiteSpace(stage) ? null : new ModerationStage(stage),
            Categories = categories.Length > 0 ? categories : CategoriesInMessage(message),
            IsFiltered = filtered.Length > 0 || innerCode == "ResponsibleAIPolicyViolation",
            HasEnvelope = true,
        };
    }

    private static JsonElement? FilterResults(JsonElement element) =>
        JsonMember.Object(element, "content_filter_results"u8) ?? JsonMember.Object(element, "content_filter_result"u8);

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

    private static bool IsStopped(JsonProperty category) =>
        category.Value.ValueKind == JsonValueKind.Object
        && category.Value.TryGetProperty("filtered", out JsonElement filtered)
        && filtered.ValueKind == JsonValueKind.True;

    private static string[] CategoriesInMessage(string? message)
    {
        const string Start = "safety_violations=[";
        string text = message ?? "";
        int start = text.IndexOf(Start, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf(']', start);
        return end < 0
            ? []
            : text[(start + Start.Length)..end].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"\breq_[0-9A-Za-z]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RequestIdPattern();
}
