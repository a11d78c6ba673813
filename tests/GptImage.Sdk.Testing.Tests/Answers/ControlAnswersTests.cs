using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Answers;

public sealed class ControlAnswersTests
{
    private const string Simple = """{"model":"gpt-image-2","prompt":"x"}""";

    /// <summary>Gets each outcome with what the next picture request shows of it.</summary>
    public static TheoryData<string, int, string> Scripts => new()
    {
        { """{"outcome":"normal"}""", 200, "b64_json" },
        { """{"outcome":"rate_limited","retry_after_ms":500}""", 429, "Please try again in 500ms." },
        { """{"outcome":"rate_limited"}""", 429, "Please try again in 1s." },
        { """{"outcome":"quota_exceeded"}""", 429, "insufficient_quota" },
        { """{"outcome":"billing_hard_limit"}""", 400, "billing_hard_limit_reached" },
        { """{"outcome":"moderation_blocked"}""", 400, "\"moderation_stage\":\"input\"" },
        { """{"outcome":"moderation_blocked","stage":"output","categories":["violence","hate"]}""", 400,
            "safety_violations=[violence, hate]" },
        { """{"outcome":"invalid_api_key"}""", 401, "invalid_api_key" },
        { """{"outcome":"organization_not_verified"}""", 403, "must be verified" },
        { """{"outcome":"server_error"}""", 500, "server_error" },
        { """{"outcome":"overloaded"}""", 503, "server_is_overloaded" },
        { """{"outcome":"bad_gateway_html"}""", 502, "<html>" },
        { """{"outcome":"gone"}""", 410, "has been retired" },
        { """{"outcome":"payload_too_large"}""", 413, "Maximum content size limit" },
        { """{"outcome":"error","status":418,"type":"teapot","code":null,"param":"cup","message":"short and stout"}""", 418,
            "short and stout" },
        { """{"outcome":"raw","status":299,"content_type":"text/plain","body":"çay"}""", 299, "çay" },
        { """{"outcome":"raw","status":200,"body_base64":"e30="}""", 200, "{}" },
        { """{"outcome":"delay","duration_ms":0}""", 200, "b64_json" },
        { """{"outcome":"empty_data"}""", 200, "\"data\":[]" },
        { """{"outcome":"stream_error","code":null}""", 500, "\"code\":null" },
        { """{"outcome":"stream_cut","after_partials":0}""", 200, "b64_json" },
        { """{"outcome":"odd_stream","oddities":["crlf_lines","byte_order_mark"]}""", 200, "b64_json" },
        { """{"outcome":"slow_stream","pause_ms":10}""", 200, "b64_json" },
        { """{"outcome":"image_urls"}""", 200, "\"url\":\"http://127.0.0.1:" },
        { """{"outcome":"data_urls"}""", 200, "data:image/png;base64," },
        { """{"outcome":"invalid_base64"}""", 200, "*" },
        { """{"outcome":"wrong_format"}""", 200, "\"b64_json\":\"/9j/" },
        { """{"outcome":"misspell","times":1}""", 200, "\"b64_json\":\"iVBOR" },
        { """{"outcome":"html_200"}""", 200, "<!DOCTYPE html>" },
        { """{"outcome":"error_in_200"}""", 200, "\"error\":" },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Outcomes_EachName_HappensToTheNextRequest(string script, int status, string text)
    {
        using var caller = new Caller();

        Answer queued = await ScriptAsync(caller, script);
        Answer answer = await caller.GenerateAsync(Simple);
        Answer next = await caller.GenerateAsync(Simple);

        Assert.Equal((200, """{"waiting":1}"""), ((int)queued.StatusCode, queued.Body));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(text, answer.Body, StringComparison.Ordinal);
        Assert.Contains("b64_json", next.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_CutBody_CutsTheNextAnswer()
    {
        using var caller = new Caller();
        await ScriptAsync(caller, """{"outcome":"cut_body","bytes":10}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.GenerateAsync(Simple));
    }

    [Fact]
    public void Scripts_Names_AreAllOutcomesThereAre()
    {
        string[] factories =
            [.. typeof(FakeOutcome).GetMethods().Where(method => method.IsStatic && !method.IsSpecialName)
            .Select(method => JsonNamingPolicy.SnakeCaseLower.ConvertName(method.Name).Replace("200", "_200", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(factories, OutcomeReader.Names.Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetNames<FakeStreamOddities>().Where(name => name != "None").Select(JsonNamingPolicy.SnakeCaseLower.ConvertName),
            OutcomeReader.Oddities.Keys);
        Assert.Equal(
            Enum.GetNames<FakeBatchOddities>().Where(name => name != "None").Select(JsonNamingPolicy.SnakeCaseLower.ConvertName),
            OutcomeReader.BatchOddities.Keys);
    }

    [Fact]
    public void Scripts_Readme_TellsEveryNameAndMember()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FakeReadme.md"));

        Assert.All(
            OutcomeReader.Names.Concat(OutcomeReader.Oddities.Keys).Concat(OutcomeReader.BatchOddities.Keys),
            name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outcomes_Array_QueuesInOrderWithHeaders()
    {
        using var caller = new Caller();

        Answer queued =
            await ScriptAsync(caller,
            """[{"outcome":"overloaded","headers":{"x-should-retry":"false"}},{"outcome":"rate_limited","headers":{"Retry-After":"7"}}]""");

        Answer first = await caller.GenerateAsync(Simple);
        Answer second = await caller.GenerateAsync(Simple);
        Assert.Equal("""{"waiting":2}""", queued.Body);
        Assert.Equal((503, "false"), ((int)first.StatusCode, first.Header("x-should-retry")));
        Assert.Equal((429, "7"), ((int)second.StatusCode, second.Header("retry-after")));
    }

    [Fact]
    public async Task Outcomes_StreamOddities_GoWithAnyOutcome()
    {
        using var caller = new Caller();
        await ScriptAsync(caller, """{"outcome":"stream_error","after_partials":0,"stream_oddities":["no_event_lines"]}""");

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x","stream":true}""");

        Assert.StartsWith("data: {\"type\":\"error\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "nonsense",
        "The body is not JSON. Send an object like {\"outcome\":\"rate_limited\",\"retry_after_ms\":500}, or an array of such.")]
    [InlineData(
        "7",
        "An outcome is an object with its name in 'outcome', like {\"outcome\":\"rate_limited\",\"retry_after_ms\":500}. Names: normal, "
        + "rate_limited,")]
    [InlineData("""{"outcome":"explode"}""", "There is no outcome 'explode'. There are: normal, rate_limited,")]
    [InlineData(
        """{"outcome":"delay"}""",
        "Outcome 'delay' needs 'duration_ms'. Outcome 'delay' takes: duration_ms, endpoint, headers, stream_oddities.")]
    [InlineData(
        """{"outcome":"delay","duration":5}""",
        "Outcome 'delay' has no 'duration'. Outcome 'delay' takes: duration_ms, endpoint, headers, stream_oddities.")]
    [InlineData(
        """{"outcome":"delay","duration_ms":-1}""",
        "'duration_ms' of outcome 'delay' must be an integer from 0 to 86400000, but is an integer (-1).")]
    [InlineData(
        """{"outcome":"delay","duration_ms":"5"}""",
        "'duration_ms' of outcome 'delay' must be an integer from 0 to 86400000, but is a string.")]
    [InlineData(
        """{"outcome":"error","status":500,"type":1,"message":"x"}""",
        "'type' of outcome 'error' must be a string, but is an integer (1).")]
    [InlineData(
        """{"outcome":"moderation_blocked","categories":"hate"}""",
        "'categories' of outcome 'moderation_blocked' must be an array of strings, but is a string.")]
    [InlineData(
        """{"outcome":"odd_stream","oddities":["crlf"]}""",
        "'oddities' of outcome 'odd_stream' knows no 'crlf'. It takes: crlf_lines, keep_alive_comments,")]
    [InlineData("""{"outcome":"normal","headers":{"a b":"c"}}""", "'headers.a b' of outcome 'normal' must be an object of strings")]
    [InlineData("""{"outcome":"normal","headers":{"a":"b\r\nc: d"}}""", "'headers.a' of outcome 'normal' must be an object of strings")]
    [InlineData("""{"outcome":"raw","status":200}""", "Outcome 'raw' needs either 'body' or 'body_base64'.")]
    [InlineData(
        """{"outcome":"raw","status":200,"body_base64":"*"}""",
        "'body_base64' of outcome 'raw' must be a string of base64, but is a string.")]
    public async Task Outcomes_BadScript_IsRefusedWithWhatWouldBeRight(string script, string message)
    {
        using var caller = new Caller();

        Answer answer = await ScriptAsync(caller, script);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.StartsWith(message, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await caller.GenerateAsync(Simple)).StatusCode);
    }

    [Fact]
    public async Task Outcomes_OneBadInAnArray_QueuesNone()
    {
        using var caller = new Caller();

        await ScriptAsync(caller, """[{"outcome":"overloaded"},{"outcome":"explode"}]""");

        Assert.Equal(200, (int)(await caller.GenerateAsync(Simple)).StatusCode);
    }

    [Fact]
    public async Task Outcomes_Deleted_DoNotHappen()
    {
        using var caller = new Caller();
        await ScriptAsync(caller, """{"outcome":"overloaded"}""");

        await SendAsync(caller, HttpMethod.Delete, "outcomes");

        Assert.Equal(200, (int)(await caller.GenerateAsync(Simple)).StatusCode);
    }

    [Fact]
    public async Task Outcomes_TooManyWaiting_AreRefused()
    {
        using var caller = new Caller();
        string thousand = "[" + string.Join(',', Enumerable.Repeat("""{"outcome":"normal"}""", 1000)) + "]";

        int[] statuses = new int[11];
        for (int index = 0; index < statuses.Length; index++)
        {
            statuses[index] = (int)(await ScriptAsync(caller, thousand)).StatusCode;
        }

        Assert.Equal([.. Enumerable.Repeat(200, 10), 400], statuses);
    }

    [Fact]
    public async Task Requests_List_TellsWhatArrivedWithoutBytes()
    {
        using var caller = new Caller();
        await caller.EditAsync(
            new Form().File("image[]", TestPictures.Opaque(64, 48)).File("image[]", TestPictures.Filled(32, 32, SKColors.Red))
            .File("mask", TestPictures.Mask(64, 48, new SKRectI(0, 0, 4, 4))));
        await caller.PostAsync("nothing/here", new StringContent("x"));

        Answer answer = await SendAsync(caller, HttpMethod.Get, "requests");

        JsonElement[] requests = [.. answer.Json.EnumerateArray()];
        Assert.Equal(2, requests.Length);
        Assert.Equal(
            ("POST", "/v1/images/edits", 200),
            (requests[0].GetProperty("method").GetString(), requests[0].GetProperty("path").GetString(),
            requests[0].GetProperty("status").GetInt32()));
        Assert.Equal("""{"model":"gpt-image-2","prompt":"Make it night"}""", requests[0].GetProperty("fields").GetRawText());
        JsonElement image = requests[0].GetProperty("images")[0];
        Assert.Equal(
            ("image[]", "image/png", 64, 48),
            (image.GetProperty("part_name").GetString(), image.GetProperty("content_type").GetString(),
            image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()));
        Assert.Equal(TestPictures.Opaque(64, 48).Length, image.GetProperty("length").GetInt32());
        Assert.Equal(64, requests[0].GetProperty("mask").GetProperty("width").GetInt32());
        Assert.Equal(404, requests[1].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Requests_Deleted_AreForgotten()
    {
        using var caller = new Caller();
        await caller.PostAsync("nothing/here", new StringContent("x"));

        await SendAsync(caller, HttpMethod.Delete, "requests");

        Assert.Equal("[]", (await SendAsync(caller, HttpMethod.Get, "requests")).Body);
        Assert.Empty(caller.Service.Requests);
        caller.Service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task Control_UnknownPath_SaysWhatThereIs()
    {
        using var caller = new Caller();

        Answer answer = await SendAsync(caller, HttpMethod.Put, "outcome");

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Contains("POST /__fake/outcomes", answer.Body, StringComparison.Ordinal);
        Assert.Empty(caller.Service.Requests);
    }

    private static Task<Answer> ScriptAsync(Caller caller, string script) => SendAsync(caller, HttpMethod.Post, "outcomes", script);

    private static Task<Answer> SendAsync(Caller caller, HttpMethod method, string path, string? body = null) =>
        caller.SendAsync(new HttpRequestMessage(method, new Uri(caller.Service.ControlAddress, path))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        });
}
