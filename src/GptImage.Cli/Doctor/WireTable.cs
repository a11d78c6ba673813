using System.Globalization;
using System.Text;
using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>What <c>docs/service.md</c> says of the answer to the purchase of one png, as a table that answers are compared
/// with.</summary>
internal static class WireTable
{
    private const string Nothing = "nothing";
    private const int MaxShown = 80;

    private static readonly string[] TopLevel =
        ["created", "data", "background", "output_format", "quality", "size", "usage", "svg_usage", "safety_identifier"];

    private static readonly string[] Counts =
        ["input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details", "total_tokens"];

    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47];

    /// <summary>Gets the rows: first those of the headers.</summary>
    public static IReadOnlyList<WireRow> Rows { get; } =
    [
        new("E.2", "Content-Type is application/json", answer => Differs(
            HeaderOf(answer, "Content-Type"),
            seen => seen.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))),
        new("E.2", "x-request-id is there", answer => Differs(HeaderOf(answer, "x-request-id"), seen => seen.Length > 0)),
        new("E.2", "openai-processing-ms is a number", answer => Differs(
            HeaderOf(answer, "openai-processing-ms"),
            seen => double.TryParse(seen, NumberStyles.Float, CultureInfo.InvariantCulture, out _))),
        new("E.2", "openai-version is 2020-10-01", answer => Differs(HeaderOf(answer, "openai-version"), seen => seen == "2020-10-01")),
        new("E.2", "there are no x-ratelimit headers", answer => Unless(
            string.Join(", ", answer.Headers.Keys.Where(name => name.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase))))),
        new("E.1", "the body is a JSON object", answer => answer.Root.ValueKind == JsonValueKind.Object ? null : "another body"),
        new("E.1", "created is the Unix time in seconds", answer => OfBody(answer, "created", created => IsNear(created, answer.At))),
        new("E.1", "data has one entry for the one picture", answer => OfBody(answer, "data", _ => answer.Data.Count == 1)),
        new("E.1", "an entry of data has b64_json and nothing else", answer => answer.Data.Count == 0
            ? null : Differs(Names(answer.Data[0]), seen => seen == "b64_json")),
        new("E.1", "b64_json is base64 without a data: prefix", answer => answer.Data.Count == 0
            || JsonMember.Text(answer.Data[0], "b64_json"u8) is null || answer.Picture.Length > 0 ? null : "another text"),
        new("E.1", "background is opaque or transparent", answer => OfBody(
            answer, "background", value => TextOf(value) is "opaque" or "transparent")),
        new("E.1", "output_format is the one asked for", answer => OfBody(
            answer, "output_format", value => TextOf(value) == answer.Request.OutputFormat?.Value)),
        new("E.1", "quality is the one asked for", answer => OfBody(
            answer, "quality", value => TextOf(value) == answer.Request.Quality?.Value)),
        new("E.1", "size is the one asked for", answer => OfBody(
            answer, "size", value => TextOf(value) == answer.Request.Size.ToString())),
        new("E.1", "there are no other members", answer => Unless(Unknown(answer.Root, TopLevel))),
        new("E.1", "usage counts input_tokens, output_tokens and total_tokens", answer => OfBody(answer, "usage", _ =>
            IsNumber(answer.Usage, "input_tokens") && IsNumber(answer.Usage, "output_tokens") && IsNumber(answer.Usage, "total_tokens"))),
        new("E.1", "usage has input_tokens_details with text_tokens and image_tokens that add up", answer => OfUsage(
            answer, "input_tokens")),
        new("E.1", "usage has output_tokens_details with text_tokens and image_tokens that add up", answer => OfUsage(
            answer, "output_tokens")),
        new("E.1", "total_tokens is the sum of input_tokens and output_tokens", answer =>
            Whole(answer.Usage, "total_tokens") is { } total && Whole(answer.Usage, "input_tokens") is { } input
            && Whole(answer.Usage, "output_tokens") is { } output && total != input + output ? Shown(answer.Usage) : null),
        new("E.1", "usage has no other members", answer => Unless(Unknown(answer.Usage, Counts))),
        new("L", "a png begins with 89 50 4E 47", answer => answer.Picture.Length == 0 || answer.Picture.AsSpan().StartsWith(PngSignature)
            ? null : Convert.ToHexString(answer.Picture.AsSpan(0, Math.Min(answer.Picture.Length, PngSignature.Length)))),
        new("L", "a png carries content credentials, a caBX chunk", answer =>
            answer.Header is { HasContentCredentials: false } header && header.Format == OutputFormat.Png ? Nothing : null),
        new("C.2", "the picture has the size asked for", answer => answer.Header is { } header && header.Size != answer.Request.Size
            ? header.Size.ToString() : null),
        new("I", "output_tokens are as many as the rule says", answer =>
            answer.Cost is { } cost && Whole(answer.Usage, "output_tokens") is { } tokens
            && (tokens < cost.MinimumOutputTokens || tokens > cost.MaximumOutputTokens)
                ? string.Create(
                    CultureInfo.InvariantCulture, $"{tokens}, where {cost.MinimumOutputTokens} to {cost.MaximumOutputTokens} were expected")
                : null),
    ];

    /// <summary>Compares an answer with every row.</summary>
    /// <returns>The differences in the order of the rows; none when the answer is as the reference says.</returns>
    public static IReadOnlyList<WireDifference> Compare(WireAnswer answer) =>
    [
        .. Rows.Select(row => (Row: row, Seen: row.FindDifference(answer))).Where(found => found.Seen is not null)
            .Select(found => new WireDifference(found.Row.Section, found.Row.Expected, found.Seen ?? Nothing)),
    ];

    private static string? HeaderOf(WireAnswer answer, string name) => answer.Headers.GetValueOrDefault(name);

    private static string? Differs(string? seen, Func<string, bool> isExpected) =>
        seen is null ? Nothing : isExpected(seen) ? null : Cut(seen);

    private static string? Unless(string names) => names.Length == 0 ? null : Cut(names);

    /// <summary>Compares a member of the body. A body that is no object has a row of its own.</summary>
    private static string? OfBody(WireAnswer answer, string name, Func<JsonElement, bool> isExpected) =>
        answer.Root.ValueKind == JsonValueKind.Object ? Member(answer.Root, name, isExpected) : null;

    private static string? OfUsage(WireAnswer answer, string sum) => answer.Usage.ValueKind != JsonValueKind.Object ? null : Member(
        answer.Usage, sum + "_details",
        details => Whole(details, "text_tokens") is { } text && Whole(details, "image_tokens") is { } image
            && text + image == Whole(answer.Usage, sum));

    private static string? Member(JsonElement parent, string name, Func<JsonElement, bool> isExpected) =>
        JsonMember.Find(parent, Encoding.UTF8.GetBytes(name)) is not { } value ? Nothing : isExpected(value) ? null : Shown(value);

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? JsonMember.TextOf(value) : null;

    private static bool IsNear(JsonElement created, DateTimeOffset at) =>
        created.ValueKind == JsonValueKind.Number && created.TryGetInt64(out long seconds)
        && Math.Abs(seconds - at.ToUnixTimeSeconds()) <= TimeSpan.SecondsPerDay;

    private static bool IsNumber(JsonElement parent, string name) => Whole(parent, name) is not null;

    private static long? Whole(JsonElement parent, string name) =>
        JsonMember.Find(parent, Encoding.UTF8.GetBytes(name)) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt64(out long whole) ? whole : null;

    private static string Names(JsonElement entry) => entry.ValueKind == JsonValueKind.Object
        ? string.Join(", ", entry.EnumerateObject().Select(member => member.Name))
        : Shown(entry);

    private static string Unknown(JsonElement parent, string[] known) => parent.ValueKind == JsonValueKind.Object
        ? string.Join(", ", parent.EnumerateObject().Select(member => member.Name).Except(known, StringComparer.Ordinal))
        : "";

    private static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? string.Create(CultureInfo.InvariantCulture, $"{value.GetArrayLength()} entries")
            : Cut(value.GetRawText());

    private static string Cut(string text) =>
        (text.Length <= MaxShown ? text : text[..MaxShown] + "…").ReplaceLineEndings(" ");
}
