using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Answers;

public sealed class ResponseAnswersTests
{
    private const string Tool = """{"type":"image_generation","model":"gpt-image-2","size":"1024x640","quality":"low"}""";

    [Fact]
    public async Task Create_Text_MakesAPictureWithItsFacts()
    {
        using var caller = new Caller();

        Answer answer = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse","tools":[{{Tool}}]}""");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Matches("^resp_[0-9a-f]{48}$", answer.Json.GetProperty("id").GetString());
        Assert.Equal(
            ("response", 1795435200, "completed"),
            (Text(answer.Json, "object"), answer.Json.GetProperty("created_at").GetInt64(), Text(answer.Json, "status")));
        Assert.Equal(["image_generation_call", "message"], Types(answer));
        JsonElement call = Calls(answer)[0];
        Assert.Equal(
            ["id", "type", "status", "action", "background", "output_format", "quality", "result", "revised_prompt", "size"],
            call.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("completed", "generate", "opaque", "png", "low", "1024x640"),
            (Text(call, "status"), Text(call, "action"), Text(call, "background"), Text(call, "output_format"), Text(call, "quality"),
                Text(call, "size")));
        using SKBitmap picture = TestPictures.Decode(call.GetProperty("result").GetBytesFromBase64());
        Assert.Equal((1024, 640), (picture.Width, picture.Height));
        caller.Service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task Create_Tool_IsEchoedWithDefaultsAndPaidApart()
    {
        using var caller = new Caller();

        Answer answer = await CreateAsync(
            caller, """{"model":"gpt-4o-mini","input":"A lighthouse","tools":[{"type":"image_generation"}]}""");
        Answer single = await caller.GenerateAsync("""{"model":"gpt-image-2.6-sunburst","prompt":"A lighthouse"}""");

        Assert.Equal(
            """{"type":"image_generation","action":"auto","background":"auto","moderation":"auto","n":1,"output_compression":100,"output_format":"png","quality":"auto","size":"auto"}""",
            answer.Json.GetProperty("tools")[0].GetRawText());
        JsonElement usage = answer.Json.GetProperty("tool_usage").GetProperty("image_gen");
        Assert.Equal(
            single.Json.GetProperty("usage").GetProperty("output_tokens").GetInt64(), usage.GetProperty("output_tokens").GetInt64());
        Assert.True(answer.Json.GetProperty("usage").GetProperty("input_tokens").GetInt64() >= 2000);
    }

    [Fact]
    public async Task PreviousResponse_NextTurn_EditsItsPicture()
    {
        using var caller = Caller.WithScenes();
        Answer first = await CreateAsync(caller, $$"""{"model":"gpt-6.2-sol","input":"A lighthouse","tools":[{{Tool}}]}""");

        Answer second = await CreateAsync(
            caller,
            $$"""{"model":"gpt-6.2-sol","previous_response_id":"{{Text(first.Json, "id")}}","input":"Make it night","tools":[{{Tool}}]}""");
        Answer direct = await caller.EditAsync(
            new Form(prompt: Text(Calls(second)[0], "revised_prompt")).Text("size", "1024x640").Text("quality", "low")
                .File("image", Picture(first)));

        Assert.Equal(["reasoning", "image_generation_call", "message"], Types(second));
        Assert.Equal("edit", Text(Calls(second)[0], "action"));
        Assert.Equal(direct.Pictures[0], Picture(second));
        Assert.Equal(Text(first.Json, "id"), Text(second.Json, "previous_response_id"));
    }

    [Fact]
    public async Task Items_SentBackWhole_ContinueWithoutMemory()
    {
        using var caller = Caller.WithScenes();
        Answer first = await CreateAsync(
            caller, $$"""{"model":"gpt-6.2-sol","input":"A lighthouse","store":false,"tools":[{{Tool}}]}""");
        string items = string.Join(',', first.Json.GetProperty("output").EnumerateArray().Select(item => item.GetRawText()));

        Answer second = await CreateAsync(
            caller,
            $$"""{"model":"gpt-6.2-sol","store":false,"input":[{"role":"user","content":"A lighthouse"},{{items}},{"role":"user","content":[{"type":"input_text","text":"Make it night"}]}],"tools":[{{Tool}}]}""");

        Assert.Equal("edit", Text(Calls(second)[0], "action"));
        Assert.StartsWith("Make it night", Text(Calls(second)[0], "revised_prompt"), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await GetAsync(caller, first)).StatusCode);
    }

    [Fact]
    public async Task CallById_WithItsReasoning_IsTheStoredPicture()
    {
        using var caller = new Caller();
        Answer first = await CreateAsync(caller, $$"""{"model":"gpt-6.2-sol","input":"A lighthouse","tools":[{{Tool}}]}""");
        string reasoning = Text(first.Json.GetProperty("output")[0], "id");
        string call = Text(Calls(first)[0], "id");

        Answer alone = await CreateAsync(caller, Continued($$"""{"type":"image_generation_call","id":"{{call}}"}"""));
        Answer together = await CreateAsync(
            caller,
            Continued($$"""{"type":"reasoning","id":"{{reasoning}}","summary":[]},{"type":"image_generation_call","id":"{{call}}"}"""));
        Answer unknown = await CreateAsync(caller, Continued("""{"type":"image_generation_call","id":"ig_none"}"""));

        alone.AssertError(
            400, "invalid_request_error", null, "input",
            $"Item '{call}' of type 'image_generation_call' was provided without its required 'reasoning' item: '{reasoning}'.");
        Assert.Equal("edit", Text(Calls(together)[0], "action"));
        Assert.Equal(404, (int)unknown.StatusCode);
        Assert.StartsWith("Item with id 'ig_none' not found.", unknown.ErrorMessage, StringComparison.Ordinal);

        static string Continued(string items) =>
            $$"""{"model":"gpt-6.2-sol","input":[{{items}},{"role":"user","content":"Make it night"}],"tools":[{{Tool}}]}""";
    }

    [Fact]
    public async Task CallById_OfAModelWithoutReasoning_NeedsNone()
    {
        using var caller = new Caller();
        Answer first = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse","tools":[{{Tool}}]}""");

        Answer second = await CreateAsync(
            caller,
            $$"""{"model":"gpt-4o-mini","input":[{"role":"user","content":"Make it night"},{"type":"image_generation_call","id":"{{Text(Calls(first)[0], "id")}}"}],"tools":[{{Tool}}]}""");

        Assert.Equal("edit", Text(Calls(second)[0], "action"));
    }

    [Theory]
    [InlineData("generate", true, "generate")]
    [InlineData("auto", true, "edit")]
    [InlineData("edit", true, "edit")]
    [InlineData("auto", false, "generate")]
    [InlineData("edit", false, null)]
    public async Task Action_WithOrWithoutAPicture_IsTaken(string action, bool hasPicture, string? resolved)
    {
        using var caller = new Caller();
        string picture = hasPicture
            ? $$""",{"type":"input_image","image_url":"data:image/png;base64,{{Convert.ToBase64String(TestPictures.Opaque(1024, 640))}}"}"""
            : "";

        Answer answer = await CreateAsync(
            caller,
            $$"""{"model":"gpt-4o-mini","input":[{"role":"user","content":[{"type":"input_text","text":"Paint a boat"}{{picture}}]}],"tools":[{"type":"image_generation","action":"{{action}}"}]}""");

        if (resolved is null)
        {
            answer.AssertError(
                400, "image_generation_user_error", "invalid_value", "tools[0].action", "There is no image in context to edit.");
        }
        else
        {
            Assert.Equal(resolved, Text(Calls(answer)[0], "action"));
        }
    }

    [Fact]
    public async Task Mask_ByFileId_KeepsTheRest()
    {
        using var caller = Caller.WithScenes();
        string image = await UploadAsync(caller, TestPictures.Filled(1024, 640, SKColors.Teal));
        string mask = await UploadAsync(caller, TestPictures.Mask(1024, 640, new SKRectI(0, 0, 512, 640)));

        Answer answer = await CreateAsync(
            caller,
            $$$"""{"model":"gpt-4o-mini","input":[{"role":"user","content":[{"type":"input_text","text":"A boat"},{"type":"input_image","file_id":"{{{image}}}"}]}],"tools":[{"type":"image_generation","model":"gpt-image-2","size":"1024x640","input_image_mask":{"file_id":"{{{mask}}}"}}]}""");

        using SKBitmap picture = TestPictures.Decode(Picture(answer));
        Assert.Equal(SKColors.Teal, picture.GetPixel(1000, 320));
        Assert.NotEqual(SKColors.Teal, picture.GetPixel(100, 320));
        Assert.DoesNotContain("input_image_mask", answer.Json.GetProperty("tools").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_Events_ComeInTheServicesOrder()
    {
        using var caller = new Caller();

        Answer answer = await CreateAsync(
            caller,
            """{"model":"gpt-6.2-sol","stream":true,"input":"A lighthouse","tools":[{"type":"image_generation","model":"gpt-image-2","partial_images":2}]}""");

        Assert.Equal("text/event-stream; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.output_item.done",
                "response.output_item.added", "response.image_generation_call.in_progress", "response.image_generation_call.generating",
                "response.image_generation_call.partial_image", "response.image_generation_call.partial_image",
                "response.image_generation_call.completed", "response.output_item.done", "response.output_item.added",
                "response.content_part.added", "response.output_text.done", "response.content_part.done", "response.output_item.done",
                "response.completed",
            ],
            answer.Events.Select(item => Text(item, "type")));
        Assert.Equal(Enumerable.Range(0, 17), answer.Events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        JsonElement partial = answer.Events[7];
        Assert.Equal((0, 1), (partial.GetProperty("partial_image_index").GetInt32(), partial.GetProperty("output_index").GetInt32()));
        using SKBitmap preview = TestPictures.Decode(partial.GetProperty("partial_image_b64").GetBytesFromBase64());
        Assert.Equal(1024, preview.Width);
        string picture = answer.Events[10].GetProperty("item").GetProperty("result").GetString() ?? "";
        Assert.Equal(picture, answer.Events[16].GetProperty("response").GetProperty("output")[1].GetProperty("result").GetString());
        Assert.Equal("in_progress", Text(answer.Events[0].GetProperty("response"), "status"));
    }

    [Fact]
    public async Task Get_Stored_IsTheSameUntilItExpiresOrIsDeleted()
    {
        using var caller = new Caller();
        string json = $$"""{"model":"gpt-4o-mini","input":"A lighthouse","metadata":{"a":"b"},"tools":[{{Tool}}]}""";
        Answer kept = await CreateAsync(caller, json);
        Answer deleted = await CreateAsync(caller, json);

        Answer again = await GetAsync(caller, kept);
        Answer deletion = await caller.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, new Uri(caller.Service.BaseAddress, "responses/" + Text(deleted.Json, "id"))));
        Answer gone = await GetAsync(caller, deleted);
        caller.Time.Advance(TimeSpan.FromDays(30));
        Answer expired = await GetAsync(caller, kept);
        Answer next = await CreateAsync(
            caller, $$"""{"model":"gpt-4o-mini","previous_response_id":"{{Text(kept.Json, "id")}}","input":"x","tools":[{{Tool}}]}""");

        Assert.Equal(kept.Body, again.Body);
        Assert.Equal($$"""{"id":"{{Text(deleted.Json, "id")}}","object":"response","deleted":true}""", deletion.Body);
        Assert.Equal((404, 404), ((int)gone.StatusCode, (int)expired.StatusCode));
        next.AssertError(
            400, "invalid_request_error", "previous_response_not_found", "previous_response_id",
            $"Previous response with id '{Text(kept.Json, "id")}' not found.");
    }

    [Theory]
    [InlineData("""{"input":"x"}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"gpt-6.2-sol"}""", "missing_required_parameter", "input")]
    [InlineData("""{"model":"gpt-image-2","input":"x"}""", null, "model")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","prompt_text":"x"}""", "unknown_parameter", "prompt_text")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","tools":[{"type":"image_generation","n":2}]}""", "unknown_parameter", "tools[0].n")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","tools":[{"type":"image_generation","size":"17x17"}]}""", "invalid_value",
        "tools[0].size")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","tools":[{"type":"image_generation","quality":"hd"}]}""", "invalid_value",
        "tools[0].quality")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","tools":[{"type":"image_generation","partial_images":4}]}""",
        "integer_above_max_value", "tools[0].partial_images")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","max_tool_calls":0}""", "integer_below_min_value", "max_tool_calls")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","tool_choice":{"type":"image_generation"}}""", null, "tool_choice")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","previous_response_id":"resp_none"}""", "previous_response_not_found",
        "previous_response_id")]
    [InlineData("""{"model":"gpt-6.2-sol","input":"x","previous_response_id":"resp_none","conversation":"conv_1"}""",
        "mutually_exclusive_parameters", "previous_response_id")]
    [InlineData("""{"model":"gpt-6.2-sol","input":[{"role":"user","content":[{"type":"input_image"}]}]}""", "invalid_value",
        "input[0].content[0]")]
    [InlineData("""{"model":"gpt-6.2-sol","input":[{"type":"picture"}]}""", "invalid_value", "input[0].type")]
    public async Task Create_WhatCannotBe_IsRefused(string json, string? code, string param)
    {
        using var caller = new Caller();

        Answer answer = await CreateAsync(caller, json);

        Assert.InRange((int)answer.StatusCode, 400, 404);
        Assert.Equal((code, param), (answer.Error.GetProperty("code").GetString(), answer.Error.GetProperty("param").GetString()));
    }

    [Theory]
    [InlineData(""","tools":[TOOL],"tool_choice":"none" """)]
    [InlineData("")]
    public async Task Create_WithoutTheTool_AnswersWithText(string tools)
    {
        using var caller = new Caller();
        tools = tools.Replace("TOOL", Tool, StringComparison.Ordinal);

        Answer answer = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse"{{tools}}}""");

        Assert.Equal(["message"], Types(answer));
        Assert.Equal(0, answer.Json.GetProperty("tool_usage").GetProperty("image_gen").GetProperty("total_tokens").GetInt64());
    }

    [Fact]
    public async Task Outcome_ModeratedCall_IsAFailedItemInA200()
    {
        using var caller = new Caller();
        Script(caller, new FakeResponseOutcome { Calls = 2, CallOutcomes = [FakeOutcome.ModerationBlocked("output", "violence")] });

        Answer answer = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse","tools":[{{Tool}}]}""");

        Assert.Equal((200, "completed"), ((int)answer.StatusCode, Text(answer.Json, "status")));
        JsonElement failed = Calls(answer)[0];
        Assert.Equal(("failed", JsonValueKind.Null), (Text(failed, "status"), failed.GetProperty("result").ValueKind));
        JsonElement error = failed.GetProperty("error");
        Assert.Equal("moderation_blocked", Text(error, "code"));
        Assert.Equal("output", Text(error.GetProperty("moderation_details"), "moderation_stage"));
        Assert.Equal("completed", Text(Calls(answer)[1], "status"));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData(""","max_tool_calls":1""", 1)]
    public async Task Outcome_SeveralCalls_AreLimitedByTheRequest(string limit, int calls)
    {
        using var caller = new Caller();
        Script(caller, new FakeResponseOutcome { Calls = 3, HasToolUsage = false });

        Answer answer = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse"{{limit}},"tools":[{{Tool}}]}""");

        Assert.Equal(calls, Calls(answer).Count);
        Assert.Equal(calls, Calls(answer).Select(call => Text(call, "id")).Distinct().Count());
        Assert.False(answer.Json.TryGetProperty("tool_usage", out _));
    }

    [Fact]
    public async Task Outcome_AsAtAzure_LeavesTheCallGenerating()
    {
        using var caller = new Caller();
        Script(caller, new FakeResponseOutcome { LeavesCallsGenerating = true });

        Answer answer = await CreateAsync(
            caller, $$"""{"model":"gpt-4o-mini","stream":true,"input":"A lighthouse","tools":[{{Tool}}]}""");

        Assert.DoesNotContain("response.image_generation_call.completed", answer.Events.Select(item => Text(item, "type")));
        JsonElement done = answer.Events.First(item => Text(item, "type") == "response.output_item.done").GetProperty("item");
        Assert.Equal(("generating", JsonValueKind.String), (Text(done, "status"), done.GetProperty("result").ValueKind));
    }

    [Theory]
    [InlineData(true, "response.failed")]
    [InlineData(false, "response.incomplete")]
    public async Task Outcome_AnotherEnd_IsToldInA200AndInTheStream(bool fails, string type)
    {
        using var caller = new Caller();
        FakeResponseOutcome outcome = fails
            ? new FakeResponseOutcome { FailureCode = "image_content_policy_violation", FailureMessage = "No." }
            : new FakeResponseOutcome { IncompleteReason = "max_output_tokens" };
        Script(caller, outcome);
        Script(caller, outcome);

        Answer streamed = await CreateAsync(
            caller, $$"""{"model":"gpt-4o-mini","stream":true,"input":"A lighthouse","tools":[{{Tool}}]}""");
        Answer whole = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse","tools":[{{Tool}}]}""");

        Assert.Equal(type, Text(streamed.Events[^1], "type"));
        Assert.Equal("response." + Text(whole.Json, "status"), type);
        Assert.Equal(fails ? "image_content_policy_violation" : "max_output_tokens", fails
            ? Text(whole.Json.GetProperty("error"), "code")
            : Text(whole.Json.GetProperty("incomplete_details"), "reason"));
    }

    [Fact]
    public async Task Outcome_StreamError_IsFlat()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.StreamError(afterPartials: 1));
        caller.Service.Enqueue(FakeOutcome.StreamCut(afterPartials: 1));
        const string Json =
            """{"model":"gpt-4o-mini","stream":true,"input":"x","tools":[{"type":"image_generation","model":"gpt-image-2","partial_images":3}]}""";

        Answer broken = await CreateAsync(caller, Json);
        Answer cut = await CreateAsync(caller, Json);

        Assert.Equal(
            """{"type":"error","code":"image_generation_failed","message":"Image generation failed","param":null,"sequence_number":6}""",
            broken.Events[^1].GetRawText());
        Assert.Equal("response.image_generation_call.partial_image", Text(cut.Events[^1], "type"));
        Assert.Equal(6, cut.Events.Count);
    }

    [Fact]
    public async Task Control_ScriptsResponses()
    {
        using var caller = new Caller();
        Answer queued = await caller.PostAsync(
            "/__fake/outcomes",
            new StringContent(
                """{"outcome":"response","calls":2,"call_outcomes":[{"outcome":"server_error"}],"has_tool_usage":false,"has_reasoning":true}"""));

        Answer answer = await CreateAsync(caller, $$"""{"model":"gpt-4o-mini","input":"A lighthouse","tools":[{{Tool}}]}""");

        Assert.Equal("""{"waiting":1}""", queued.Body);
        Assert.Equal(["reasoning", "image_generation_call", "image_generation_call", "message"], Types(answer));
        Assert.Equal(["failed", "completed"], Calls(answer).Select(call => Text(call, "status")));
        Assert.False(answer.Json.TryGetProperty("tool_usage", out _));
    }

    private static void Script(Caller caller, FakeResponseOutcome outcome) => caller.Service.Enqueue(FakeOutcome.Response(outcome));

    private static Task<Answer> CreateAsync(Caller caller, string json) =>
        caller.PostAsync("responses", new StringContent(json, Encoding.UTF8, "application/json"));

    private static Task<Answer> GetAsync(Caller caller, Answer created) =>
        caller.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, new Uri(caller.Service.BaseAddress, "responses/" + Text(created.Json, "id"))));

    private static async Task<string> UploadAsync(Caller caller, byte[] picture) => Text(
        (await caller.PostAsync("files", new Form(null, null).Text("purpose", "vision").File("file", picture).Content)).Json, "id");

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? "";

    private static IEnumerable<string> Types(Answer answer) =>
        answer.Json.GetProperty("output").EnumerateArray().Select(item => Text(item, "type"));

    private static List<JsonElement> Calls(Answer answer) =>
        [.. answer.Json.GetProperty("output").EnumerateArray().Where(item => Text(item, "type") == "image_generation_call")];

    private static byte[] Picture(Answer answer) => Calls(answer)[0].GetProperty("result").GetBytesFromBase64();
}
