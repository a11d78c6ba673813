using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Answers;

public sealed class BatchAnswersTests
{
    [Fact]
    public async Task Create_Batch_IsTheServicesObject()
    {
        using var caller = new Caller();

        Answer created = await caller.CreateAsync(
            BatchCalls.Lines(1),
            """{"input_file_id":"FILE","endpoint":"/v1/images/generations","completion_window":"24h","metadata":{"job":"spring"}}""");

        string id = BatchCalls.Text(created.Json, "id");
        string fileId = BatchCalls.Text(created.Json, "input_file_id");
        Assert.Matches("^batch_[0-9a-f]{32}$", id);
        Assert.Equal(
            $$$"""{"id":"{{{id}}}","object":"batch","endpoint":"/v1/images/generations","model":null,"errors":null,"input_file_id":"{{{fileId}}}","completion_window":"24h","status":"validating","output_file_id":null,"error_file_id":null,"created_at":1795435200,"in_progress_at":null,"expires_at":1795521600,"finalizing_at":null,"completed_at":null,"failed_at":null,"expired_at":null,"cancelling_at":null,"cancelled_at":null,"request_counts":{"total":0,"completed":0,"failed":0},"usage":{"input_tokens":0,"input_tokens_details":{"cached_tokens":0},"output_tokens":0,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":0},"metadata":{"job":"spring"}}""",
            created.Body);
        caller.Service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task Get_AsTimeGoesBy_GoesThroughTheStates()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(BatchCalls.Lines(4));
        var seen = new List<string>();

        for (int half = 0; half <= 6; half++)
        {
            JsonElement batch = await caller.BatchAsync(id);
            (int total, int completed, _) = BatchCalls.Counts(batch);
            seen.Add(FormattableString.Invariant($"{BatchCalls.Text(batch, "status")} {completed}/{total}"));
            caller.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(
            ["validating 0/0", "validating 0/0", "in_progress 0/4", "in_progress 2/4", "finalizing 4/4", "finalizing 4/4", "completed 4/4"],
            seen);
        JsonElement done = await caller.BatchAsync(id);
        Assert.Equal("gpt-image-2-2026-04-21", BatchCalls.Text(done, "model"));
        Assert.Equal(
            (1795435201, 1795435202, 1795435203),
            (done.GetProperty("in_progress_at").GetInt64(), done.GetProperty("finalizing_at").GetInt64(),
                done.GetProperty("completed_at").GetInt64()));
        Assert.Equal(JsonValueKind.Null, done.GetProperty("error_file_id").ValueKind);
    }

    [Fact]
    public async Task Output_Lines_CarryThePicturesOfSingleCalls()
    {
        using var caller = new Caller();
        string first = """{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x640","quality":"low","n":2}""";
        string second = """{"model":"gpt-image-2","prompt":"A \"harbour\" at night, 港","size":"640x1024","output_format":"webp"}""";
        string id = await caller.SubmitAsync([BatchCalls.Line(1, first), BatchCalls.Line(2, second), ""]);
        await caller.Service.MoveBatchesAsync(3, TestContext.Current.CancellationToken);

        JsonElement batch = await caller.BatchAsync(id);
        IReadOnlyList<JsonElement> results = await caller.ResultsAsync(batch, "output_file_id");
        Answer firstAlone = await caller.GenerateAsync(first);
        Answer secondAlone = await caller.GenerateAsync(second);

        Assert.Equal(["img-0001", "img-0002"], results.Select(line => BatchCalls.Text(line, "custom_id")).Order());
        foreach ((string customId, Answer alone) in new[] { ("img-0001", firstAlone), ("img-0002", secondAlone) })
        {
            JsonElement line = results.Single(result => BatchCalls.Text(result, "custom_id") == customId);
            Assert.Equal(["id", "custom_id", "response", "error"], line.EnumerateObject().Select(member => member.Name));
            JsonElement response = line.GetProperty("response");
            Assert.Equal(["status_code", "request_id", "body"], response.EnumerateObject().Select(member => member.Name));
            Assert.Equal(200, response.GetProperty("status_code").GetInt32());
            Assert.Equal(alone.Body, JsonSerializer.Serialize(response.GetProperty("body"), Relaxed));
        }

        long output = firstAlone.Json.GetProperty("usage").GetProperty("output_tokens").GetInt64()
            + secondAlone.Json.GetProperty("usage").GetProperty("output_tokens").GetInt64();
        Assert.Equal(output, batch.GetProperty("usage").GetProperty("output_tokens").GetInt64());
    }

    [Fact]
    public async Task Output_File_IsDescribedAsTheServiceDoes()
    {
        using var caller = new Caller();
        Answer created = await caller.CreateAsync(
            BatchCalls.Lines(12),
            """{"input_file_id":"FILE","endpoint":"/v1/images/generations","completion_window":"24h","output_expires_after":{"anchor":"created_at","seconds":3600}}""");
        string id = BatchCalls.Text(created.Json, "id");
        caller.Time.Advance(TimeSpan.FromSeconds(60));

        JsonElement batch = await caller.BatchAsync(id);
        string fileId = BatchCalls.Text(batch, "output_file_id");
        Answer file = await caller.GetAsync("files/" + fileId);
        Answer content = await caller.GetAsync($"files/{fileId}/content");

        Assert.Equal(
            ("batch_output", id + "_output.jsonl", 1795435260 + 3600L),
            (BatchCalls.Text(file.Json, "purpose"), BatchCalls.Text(file.Json, "filename"),
                file.Json.GetProperty("expires_at").GetInt64()));
        Assert.Equal("application/octet-stream", content.Header("Content-Type"));
        Assert.Equal($"attachment; filename=\"{id}_output.jsonl\"", content.Header("Content-Disposition"));
        Assert.Equal(file.Json.GetProperty("bytes").GetInt64(), content.Message.Content.Headers.ContentLength);
        Assert.StartsWith("{\"id\": \"batch_req_", content.Body, StringComparison.Ordinal);
        Assert.Contains("\"error\": null}\n", content.Body, StringComparison.Ordinal);
        Assert.NotEqual(
            Enumerable.Range(1, 12).Select(number => FormattableString.Invariant($"img-{number:0000}")),
            (await caller.ResultsAsync(batch, "output_file_id")).Select(line => BatchCalls.Text(line, "custom_id")));
        caller.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(404, (int)(await caller.GetAsync($"files/{fileId}/content")).StatusCode);
    }

    [Fact]
    public async Task Edits_ByFileId_AreDrawnFromTheFile()
    {
        using var caller = Caller.WithScenes();
        byte[] picture = TestPictures.Filled(1024, 640, SKColors.Teal);
        Answer uploaded = await caller.PostAsync(
            "files", new Form(null, null).Text("purpose", "vision").File("file", picture, fileName: "teal.png").Content);
        string body =
            $$"""{"model":"gpt-image-2","prompt":"Make it night","images":[{"file_id":"{{BatchCalls.Text(uploaded.Json, "id")}}"}]}""";
        string line = $$"""{"custom_id":"0","method":"POST","url":"/v1/images/edits","body":{{body}}}""";
        Answer created = await caller.CreateAsync(
            [line], """{"input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"24h"}""");
        await caller.Service.MoveBatchesAsync(3, TestContext.Current.CancellationToken);

        JsonElement batch = await caller.BatchAsync(BatchCalls.Text(created.Json, "id"));
        JsonElement result = Assert.Single(await caller.ResultsAsync(batch, "output_file_id"));
        Answer alone = await caller.EditAsync(new Form().File("image", picture));

        Assert.Equal(
            alone.Pictures[0],
            result.GetProperty("response").GetProperty("body").GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64());
    }

    [Fact]
    public async Task Lines_ThatAreRefused_StandInTheErrorFile()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(
        [
            BatchCalls.Line(1),
            BatchCalls.Line(2, """{"model":"gpt-image-2","prompt":"A lighthouse","size":"17x17"}"""),
            BatchCalls.Line(3, """{"model":"gpt-image-2","prompt":"A lighthouse","stream":true}"""),
        ]);
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);
        IReadOnlyList<JsonElement> errors = await caller.ResultsAsync(batch, "error_file_id");

        Assert.Equal((3, 1, 2), BatchCalls.Counts(batch));
        Assert.Equal("img-0001", BatchCalls.Text(Assert.Single(await caller.ResultsAsync(batch, "output_file_id")), "custom_id"));
        Assert.Equal(["img-0002", "img-0003"], errors.Select(line => BatchCalls.Text(line, "custom_id")).Order());
        JsonElement size = errors.Single(line => BatchCalls.Text(line, "custom_id") == "img-0002");
        Assert.Equal(JsonValueKind.Null, size.GetProperty("error").ValueKind);
        Assert.Equal(400, size.GetProperty("response").GetProperty("status_code").GetInt32());
        Assert.Equal(
            "size", BatchCalls.Text(size.GetProperty("response").GetProperty("body").GetProperty("error"), "param"));
    }

    [Theory]
    [InlineData("nonsense", "invalid_json_line", 1, null)]
    [InlineData("[1]", "invalid_json_line", 1, null)]
    [InlineData("", "empty_file", null, null)]
    [InlineData("LINE\nLINE", "duplicate_custom_id", 2, "custom_id")]
    [InlineData("LINE\nOTHERMODEL", "model_mismatch", 2, "body.model")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/images/edits","body":{}}""", "url_mismatch", 1, "url")]
    [InlineData("""{"custom_id":"a","method":"GET","url":"/v1/images/generations","body":{}}""", "invalid_value", 1, "method")]
    [InlineData("""{"method":"POST","url":"/v1/images/generations","body":{}}""", "missing_required_parameter", 1, "custom_id")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/images/generations"}""", "missing_required_parameter", 1, "body")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/images/generations","body":{},"n":1}""", "unknown_parameter", 1, "n")]
    [InlineData("""{"custom_id":7,"method":"POST","url":"/v1/images/generations","body":{}}""", "invalid_type", 1, "custom_id")]
    public async Task Create_WrongFile_IsAcceptedAndFailsLater(string file, string code, int? line, string? param)
    {
        using var caller = new Caller();
        string other = BatchCalls.Line(2, """{"model":"gpt-image-2.5-flare","prompt":"x"}""");
        file = file.Replace("LINE", BatchCalls.Line(1), StringComparison.Ordinal)
            .Replace("OTHERMODEL", other, StringComparison.Ordinal);
        string id = await caller.SubmitAsync([file]);
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);

        Assert.Equal("failed", BatchCalls.Text(batch, "status"));
        Assert.Equal(1795435201, batch.GetProperty("failed_at").GetInt64());
        Assert.Equal("list", BatchCalls.Text(batch.GetProperty("errors"), "object"));
        JsonElement error = Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray().ToArray());
        Assert.Equal(
            (code, line, param),
            (BatchCalls.Text(error, "code"), error.GetProperty("line") is { ValueKind: JsonValueKind.Number } at ? at.GetInt32() : null,
                error.GetProperty("param").GetString()));
        Assert.Equal((0, 0, 0), BatchCalls.Counts(batch));
    }

    [Fact]
    public async Task Create_TooManyLines_FailsLater()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(
            Enumerable.Range(1, 50_001).Select(number => BatchCalls.Line(number, """{"model":"gpt-image-2","prompt":"x"}""")));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);

        Assert.Equal("too_many_tasks", BatchCalls.Text(batch.GetProperty("errors").GetProperty("data")[0], "code"));
    }

    [Theory]
    [InlineData("""{"endpoint":"/v1/images/generations","completion_window":"24h"}""", "missing_required_parameter", "input_file_id")]
    [InlineData("""{"input_file_id":"FILE","completion_window":"24h"}""", "missing_required_parameter", "endpoint")]
    [InlineData("""{"input_file_id":"FILE","endpoint":"/v1/images/generations"}""", "missing_required_parameter", "completion_window")]
    [InlineData("""{"input_file_id":"FILE","endpoint":"/v1/images/variations","completion_window":"24h"}""", "invalid_value", "endpoint")]
    [InlineData("""{"input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"1h"}""", "invalid_value",
        "completion_window")]
    [InlineData("""{"input_file_id":"file-none","endpoint":"/v1/images/edits","completion_window":"24h"}""", null, "input_file_id")]
    [InlineData("""{"input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"24h","n":1}""", "unknown_parameter", "n")]
    [InlineData("""{"input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"24h","metadata":{"a":1}}""",
        "invalid_type", "metadata.a")]
    [InlineData(
        """{"input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"24h","output_expires_after":{"anchor":"created_at","seconds":3599}}""",
        "integer_below_min_value", "output_expires_after.seconds")]
    [InlineData(
        """{"input_file_id":"FILE","endpoint":"/v1/images/edits","completion_window":"24h","output_expires_after":{"anchor":"created_at","seconds":2592001}}""",
        "integer_above_max_value", "output_expires_after.seconds")]
    public async Task Create_WhatCannotBe_IsRefused(string json, string? code, string param)
    {
        using var caller = new Caller();

        Answer answer = await caller.CreateAsync(BatchCalls.Lines(1), json);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal((code, param), (answer.Error.GetProperty("code").GetString(), answer.Error.GetProperty("param").GetString()));
        Assert.Empty(caller.Service.Batches);
    }

    [Theory]
    [InlineData(16, 64, 512, 200)]
    [InlineData(17, 64, 512, 400)]
    [InlineData(16, 65, 512, 400)]
    [InlineData(16, 64, 513, 400)]
    public async Task Create_Metadata_HasTheServicesLimits(int pairs, int keyLength, int valueLength, int status)
    {
        using var caller = new Caller();
        string metadata = string.Join(
            ',',
            Enumerable.Range(0, pairs).Select(
                number => $"\"{new string((char)('a' + number), keyLength)}\":\"{new string('x', valueLength)}\""));

        Answer answer = await caller.CreateAsync(
            BatchCalls.Lines(1),
            $$$"""{"input_file_id":"FILE","endpoint":"/v1/images/generations","completion_window":"24h","metadata":{{{{metadata}}}}}""");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Create_FileOfAnotherPurpose_IsRefused()
    {
        using var caller = new Caller();
        string fileId = BatchCalls.Text((await caller.UploadAsync(BatchCalls.Lines(1), "user_data")).Json, "id");

        Answer answer = await caller.PostAsync(
            "batches",
            new StringContent(
                $$"""{"input_file_id":"{{fileId}}","endpoint":"/v1/images/generations","completion_window":"24h"}""", Encoding.UTF8,
                "application/json"));

        Assert.Equal((400, "input_file_id"), ((int)answer.StatusCode, answer.Error.GetProperty("param").GetString()));
    }

    [Fact]
    public async Task Cancel_InTheMiddle_KeepsWhatIsFinished()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(BatchCalls.Lines(4));
        caller.Time.Advance(TimeSpan.FromMilliseconds(1500));

        Answer cancelling = await caller.CancelAsync(id);
        Answer again = await caller.CancelAsync(id);
        caller.Time.Advance(TimeSpan.FromSeconds(1));
        JsonElement batch = await caller.BatchAsync(id);

        Assert.Equal((200, "cancelling"), ((int)cancelling.StatusCode, BatchCalls.Text(cancelling.Json, "status")));
        Assert.Equal(cancelling.Body, again.Body);
        Assert.Equal("cancelled", BatchCalls.Text(batch, "status"));
        Assert.Equal((4, 2, 0), BatchCalls.Counts(batch));
        Assert.Equal(2, (await caller.ResultsAsync(batch, "output_file_id")).Count);
        IReadOnlyList<JsonElement> rest = await caller.ResultsAsync(batch, "error_file_id");
        Assert.Equal(2, rest.Count);
        Assert.All(rest, line => Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind));
        Assert.All(rest, line => Assert.Equal("batch_cancelled", BatchCalls.Text(line.GetProperty("error"), "code")));
        Assert.Equal(200, (int)(await caller.CancelAsync(id)).StatusCode);
    }

    [Fact]
    public async Task Cancel_Completed_IsRefused()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(BatchCalls.Lines(1));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        Answer answer = await caller.CancelAsync(id);

        Assert.Equal((409, "Cannot cancel a batch with status 'completed'."), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Fact]
    public async Task List_Batches_IsPagedNewestFirst()
    {
        using var caller = new Caller();
        Assert.Equal(
            """{"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}""", (await caller.GetAsync("batches")).Body);
        var ids = new List<string>();
        for (int number = 0; number < 3; number++)
        {
            ids.Add(await caller.SubmitAsync(BatchCalls.Lines(1)));
        }

        Answer first = await caller.GetAsync("batches?limit=2");
        Answer next = await caller.GetAsync($"batches?limit=2&after={ids[1]}");

        Assert.Equal([ids[2], ids[1]], Ids(first));
        Assert.True(first.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal((ids[2], ids[1]), (BatchCalls.Text(first.Json, "first_id"), BatchCalls.Text(first.Json, "last_id")));
        Assert.Equal([ids[0]], Ids(next));
        Assert.False(next.Json.GetProperty("has_more").GetBoolean());
        Assert.Equal(400, (int)(await caller.GetAsync("batches?limit=101")).StatusCode);

        static string[] Ids(Answer answer) =>
            [.. answer.Json.GetProperty("data").EnumerateArray().Select(batch => BatchCalls.Text(batch, "id"))];
    }

    [Theory]
    [InlineData("GET", "batches/batch_none")]
    [InlineData("POST", "batches/batch_none/cancel")]
    public async Task Batch_Unknown_IsA404(string method, string path)
    {
        using var caller = new Caller();

        Answer answer = await caller.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), new Uri(caller.Service.BaseAddress, path)));

        answer.AssertError(404, "invalid_request_error", null, null, "No batch found with id 'batch_none'.");
    }

    [Fact]
    public async Task Get_ManyLines_RunsFiveHundredAtATime()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(
            Enumerable.Range(1, 501).Select(number => BatchCalls.Line(number, """{"model":"gpt-image-2","prompt":"x","size":"1x1"}""")));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement first = await caller.BatchAsync(id);
        JsonElement second = await caller.BatchAsync(id);

        Assert.Equal(("in_progress", (501, 0, 500)), (BatchCalls.Text(first, "status"), BatchCalls.Counts(first)));
        Assert.Equal(("completed", (501, 0, 501)), (BatchCalls.Text(second, "status"), BatchCalls.Counts(second)));
    }

    [Fact]
    public void Upload_BatchFileAbove200Megabytes_IsRefused()
    {
        FormPart file = new("file", "batch.jsonl", "application/jsonl", new byte[(200 * 1024 * 1024) + 1]);
        FakeRequest request = RequestReader.FromBody("POST", "/v1/files", [], [], default, new RequestBody
        {
            IsForm = true,
            Fields = [KeyValuePair.Create("purpose", new FieldValue(FieldKind.FormText, "batch"))],
            Files = [file],
        });

        ServiceError? fault = new FileAnswers(new FileStore(TimeProvider.System)).Answer(request).Fault;

        Assert.Equal((400, "file_too_large"), (fault?.StatusCode ?? 0, fault?.Code));
    }

    [Fact]
    public async Task Upload_BatchFile_NeedsItsNameAndExpiresByItself()
    {
        using var caller = new Caller();

        Answer wrong = await caller.UploadAsync(BatchCalls.Lines(1), fileName: "batch.txt");
        Answer right = await caller.UploadAsync(BatchCalls.Lines(1));

        Assert.Equal(
            """{"error":{"message":"Invalid file format for Batch API. Must be .jsonl","type":"invalid_request_error","param":null,"code":null},"detail":{"message":"Invalid file format for Batch API. Must be .jsonl","code":null}}""",
            wrong.Body);
        Assert.Equal(1795435200 + 2592000, right.Json.GetProperty("expires_at").GetInt64());
    }

    private static JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
