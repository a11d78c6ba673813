using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Reads outcomes from JSON: one object, or an array of them.</summary>
internal static class OutcomeReader
{
    private const int MaxOutcomes = 1000;
    private const int MaxPartials = 1000;

    private static readonly string[] CommonMembers = ["outcome", "endpoint", "headers", "stream_oddities"];

    private static readonly string[] BatchMembers =
    [
        "failure_code", "failure_message", "failure_line", "stops_after", "step_ms", "listed_after_ms", "line_outcomes", "every_line",
        "timed_out_lines", "is_output_gone", "batch_oddities",
    ];

    private static readonly string[] ResponseMembers =
    [
        "calls", "call_outcomes", "has_tool_usage", "has_reasoning", "leaves_calls_generating", "failure_code", "failure_message",
        "incomplete_reason",
    ];

    private static readonly Dictionary<string,
        (string[] Members, Func<ScriptMembers, FakeOutcome> Make)> Outcomes = new(StringComparer.Ordinal)
        {
            ["normal"] = ([], _ => FakeOutcome.Normal()),
            ["rate_limited"] = (["retry_after_ms"], script => FakeOutcome.RateLimited(script.Time("retry_after_ms", 1000))),
            ["quota_exceeded"] = ([], _ => FakeOutcome.QuotaExceeded()),
            ["billing_hard_limit"] = ([], _ => FakeOutcome.BillingHardLimit()),
            ["moderation_blocked"] =
            (["stage", "categories"], script => FakeOutcome.ModerationBlocked(script.Text("stage", "input"), script.Texts("categories"))),
            ["azure_content_filter"] = (["categories", "stage"], AzureFilter),
            ["azure_resource_blocked"] = ([], _ => FakeOutcome.AzureResourceBlocked()),
            ["azure_throttled"] = (["retry_after_ms"], script => FakeOutcome.AzureThrottled(script.Time("retry_after_ms", 1000))),
            ["preview_refused"] = (["status"], Preview),
            ["invalid_api_key"] = ([], _ => FakeOutcome.InvalidApiKey()),
            ["organization_not_verified"] = ([], _ => FakeOutcome.OrganizationNotVerified()),
            ["server_error"] = ([], _ => FakeOutcome.ServerError()),
            ["overloaded"] = ([], _ => FakeOutcome.Overloaded()),
            ["bad_gateway_html"] = ([], _ => FakeOutcome.BadGatewayHtml()),
            ["gone"] = ([], _ => FakeOutcome.Gone()),
            ["payload_too_large"] = ([], _ => FakeOutcome.PayloadTooLarge()),
            ["error"] = (
            ["status", "type", "code", "param", "message"],
            script =>
                FakeOutcome.Error((int)script.Integer("status", 200, 999), script.Text("type"), script.OptionalText("code"),
                script.OptionalText("param"), script.Text("message"))),
            ["raw"] = (["status", "content_type", "body", "body_base64"], Raw),
            ["delay"] = (["duration_ms"], script => FakeOutcome.Delay(script.Time("duration_ms"))),
            ["empty_data"] = ([], _ => FakeOutcome.EmptyData()),
            ["stream_error"] = (
            ["after_partials", "type", "code", "message"],
            script => FakeOutcome.StreamError(
                Partials(script), script.Text("type", "image_generation_server_error"),
                script.Has("code")
                    ? script.OptionalText("code")
                    : "image_generation_failed", script.Text("message", "Image generation failed"))),
            ["stream_cut"] = (["after_partials"], script => FakeOutcome.StreamCut(Partials(script))),
            ["odd_stream"] = (["oddities"], OddStream),
            ["slow_stream"] = (["pause_ms"], script => FakeOutcome.SlowStream(script.Time("pause_ms"))),
            ["cut_body"] = (["bytes"], script => FakeOutcome.CutBody(script.Integer("bytes", 0, int.MaxValue))),
            ["image_urls"] = ([], _ => FakeOutcome.ImageUrls()),
            ["data_urls"] = ([], _ => FakeOutcome.DataUrls()),
            ["invalid_base64"] = ([], _ => FakeOutcome.InvalidBase64()),
            ["wrong_format"] = ([], _ => FakeOutcome.WrongFormat()),
            ["misspell"] = (["times"], script => FakeOutcome.Misspell((int)script.Integer("times", 1, MaxOutcomes, 1))),
            ["html_200"] = ([], _ => FakeOutcome.Html200()),
            ["error_in_200"] = ([], _ => FakeOutcome.ErrorIn200()),
            ["batch"] = (BatchMembers, Batch),
            ["response"] = (ResponseMembers, Response),
        };

    /// <summary>Gets the names of what a stream can have odd.</summary>
    public static IReadOnlyDictionary<string, FakeStreamOddities> Oddities { get; } =
        new Dictionary<string, FakeStreamOddities>(StringComparer.Ordinal)
        {
            ["crlf_lines"] = FakeStreamOddities.CrlfLines,
            ["keep_alive_comments"] = FakeStreamOddities.KeepAliveComments,
            ["no_event_lines"] = FakeStreamOddities.NoEventLines,
            ["multiline_data"] = FakeStreamOddities.MultilineData,
            ["trailing_done"] = FakeStreamOddities.TrailingDone,
            ["unknown_events"] = FakeStreamOddities.UnknownEvents,
            ["no_last_blank_line"] = FakeStreamOddities.NoLastBlankLine,
            ["byte_order_mark"] = FakeStreamOddities.ByteOrderMark,
        };

    /// <summary>Gets the names of what the result files of a batch can have odd.</summary>
    public static IReadOnlyDictionary<string, FakeBatchOddities> BatchOddities { get; } =
        new Dictionary<string, FakeBatchOddities>(StringComparer.Ordinal)
        {
            ["custom_id_last"] = FakeBatchOddities.CustomIdLast,
            ["crlf_lines"] = FakeBatchOddities.CrlfLines,
            ["unknown_members"] = FakeBatchOddities.UnknownMembers,
            ["duplicate_line"] = FakeBatchOddities.DuplicateLine,
            ["missing_line"] = FakeBatchOddities.MissingLine,
            ["empty_result"] = FakeBatchOddities.EmptyResult,
        };

    /// <summary>Gets the names of the outcomes.</summary>
    public static IEnumerable<string> Names => Outcomes.Keys;

    /// <summary>Reads a script.</summary>
    /// <exception cref="ScriptException">It cannot be followed.</exception>
    public static IReadOnlyList<FakeOutcome> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return [ReadOne(document.RootElement)];
            }

            return document.RootElement.GetArrayLength() <= MaxOutcomes
                ? [.. document.RootElement.EnumerateArray().Select(ReadOne)]
                : throw new ScriptException(
                    FormattableString.Invariant(
                        $"A script takes up to {MaxOutcomes} outcomes; this one has {document.RootElement.GetArrayLength()}."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate.
            throw new ScriptException(
                "The body is not JSON. Send an object like {\"outcome\":\"rate_limited\",\"retry_after_ms\":500}, or an array of such.");
        }
    }

    /// <summary>Says what an outcome takes.</summary>
    public static string Usage(string outcome) =>
        $"Outcome '{outcome}' takes: {string.Join(", ", [.. Outcomes[outcome].Members, .. CommonMembers[1..]])}.";

    private static FakeOutcome Preview(ScriptMembers script) => script.Integer("status", 400, 403, 400) is (400 or 403) and var status
        ? FakeOutcome.PreviewRefused((int)status)
        : throw new ScriptException("The 'status' of a refused preview is 400 or 403.");

    private static FakeOutcome AzureFilter(ScriptMembers script) => script.Text("stage", "input") is ("input" or "output") and string stage
        ? FakeOutcome.AzureContentFilter(script.Texts("categories"), stage)
        : throw new ScriptException("The 'stage' of Azure's filter is 'input' or 'output'.");

    private static FakeOutcome ReadOne(JsonElement script)
    {
        if (script.ValueKind != JsonValueKind.Object || !script.TryGetProperty("outcome", out JsonElement name)
            || name.ValueKind != JsonValueKind.String)
        {
            throw new ScriptException(
                "An outcome is an object with its name in 'outcome', like {\"outcome\":\"rate_limited\",\"retry_after_ms\":500}. Names: "
                + string.Join(", ", Names) + ".");
        }

        string outcome = name.GetString() ?? "";
        if (!Outcomes.TryGetValue(outcome, out (string[] Members, Func<ScriptMembers, FakeOutcome> Make) known))
        {
            throw new ScriptException($"There is no outcome '{outcome}'. There are: {string.Join(", ", Names)}.");
        }

        string? unknown = script.EnumerateObject().Select(property => property.Name)
            .FirstOrDefault(member => !known.Members.Contains(member) && !CommonMembers.Contains(member));
        if (unknown is not null)
        {
            throw new ScriptException($"Outcome '{outcome}' has no '{unknown}'. {Usage(outcome)}");
        }

        var members = new ScriptMembers(script, outcome);
        FakeOutcome made = known.Make(members);
        if (members.Has("stream_oddities"))
        {
            made = made with { StreamOddities = members.Oddities("stream_oddities", Oddities) };
        }

        if (members.OptionalText("endpoint") is { } endpoint)
        {
            made = EndpointPattern.IsValid(endpoint)
                ? made with { Endpoint = endpoint }
                : throw new ScriptException($"'endpoint' of outcome '{outcome}' must be {EndpointPattern.Form}.");
        }

        Dictionary<string, string> headers = members.Headers("headers");
        return headers.Count == 0 ? made : made with
        {
            Headers = new Dictionary<string,
            string>(made.Headers.Where(header => !headers.ContainsKey(header.Key)).Concat(headers)),
        };
    }

    private static int Partials(ScriptMembers script) => (int)script.Integer("after_partials", 0, MaxPartials, 3);

    private static FakeOutcome OddStream(ScriptMembers script) => FakeOutcome.OddStream(script.Oddities("oddities", Oddities));

    private static FakeOutcome Batch(ScriptMembers script) => FakeOutcome.Batch(new FakeBatchOutcome
    {
        FailureCode = script.OptionalText("failure_code"),
        FailureMessage = script.OptionalText("failure_message"),
        FailureLine = script.Find("failure_line") is not null ? (int)script.Integer("failure_line", 1, int.MaxValue) : null,
        StopsAfter = script.Find("stops_after") is not null ? (int)script.Integer("stops_after", 0, int.MaxValue) : null,
        Step = script.Find("step_ms") is not null ? script.Time("step_ms") : null,
        ListedAfter = script.Time("listed_after_ms", 0),
        LineOutcomes = script.Members("line_outcomes").ToDictionary(line => line.Name, line => ReadOne(line.Value)),
        EveryLine = script.Find("every_line") is { } every ? ReadOne(every) : null,
        TimedOutLines = script.Texts("timed_out_lines"),
        IsOutputGone = script.IsTrue("is_output_gone"),
        Oddities = script.Oddities("batch_oddities", BatchOddities),
    });

    private static FakeOutcome Response(ScriptMembers script) => FakeOutcome.Response(new FakeResponseOutcome
    {
        Calls = (int)script.Integer("calls", 0, FakeResponseOutcome.MaxCalls, 1),
        CallOutcomes = [.. script.Items("call_outcomes").Select(ReadOne)],
        HasToolUsage = script.Find("has_tool_usage") is null || script.IsTrue("has_tool_usage"),
        HasReasoning = script.Find("has_reasoning") is null ? null : script.IsTrue("has_reasoning"),
        LeavesCallsGenerating = script.IsTrue("leaves_calls_generating"),
        FailureCode = script.OptionalText("failure_code"),
        FailureMessage = script.OptionalText("failure_message"),
        IncompleteReason = script.OptionalText("incomplete_reason"),
    });

    private static FakeOutcome Raw(ScriptMembers script)
    {
        int status = (int)script.Integer("status", 200, 999);
        string contentType = script.Text("content_type", "application/json");
        if (contentType.Length == 0 || contentType.Any(letter => letter is < ' ' or > '~'))
        {
            throw new ScriptException("'content_type' of outcome 'raw' must be visible ASCII.");
        }

        if (script.Has("body") == script.Has("body_base64"))
        {
            throw new ScriptException("Outcome 'raw' needs either 'body' or 'body_base64'. " + Usage("raw"));
        }

        return script.Has("body")
            ? FakeOutcome.Raw(status, contentType, script.Text("body"))
            : FakeOutcome.Raw(status, contentType, script.Bytes("body_base64"));
    }
}
