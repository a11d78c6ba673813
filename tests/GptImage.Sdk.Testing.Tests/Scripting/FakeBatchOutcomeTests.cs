using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Scripting;

public sealed class FakeBatchOutcomeTests
{
    [Fact]
    public async Task Failure_AfterCreation_RunsNothing()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { FailureCode = "token_limit_exceeded" }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(2));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);

        JsonElement error = Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray().ToArray());
        Assert.Equal(("failed", "token_limit_exceeded"), (BatchCalls.Text(batch, "status"), BatchCalls.Text(error, "code")));
        Assert.StartsWith("Enqueued token limit reached for gpt-image-2", BatchCalls.Text(error, "message"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("output_file_id").ValueKind);
        caller.Service.ThrowIfUnused();
    }

    [Fact]
    public async Task StopsAfter_ItsWindow_ExpiresWithPartialResults()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { StopsAfter = 2 }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(5));

        caller.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        JsonElement before = await caller.BatchAsync(id);
        caller.Time.Advance(TimeSpan.FromSeconds(1));
        JsonElement after = await caller.BatchAsync(id);

        Assert.Equal(("in_progress", (5, 2, 0)), (BatchCalls.Text(before, "status"), BatchCalls.Counts(before)));
        Assert.Equal(("expired", (5, 2, 0)), (BatchCalls.Text(after, "status"), BatchCalls.Counts(after)));
        Assert.Equal(1795435200 + 86400, after.GetProperty("expired_at").GetInt64());
        Assert.Equal(2, (await caller.ResultsAsync(after, "output_file_id")).Count);
        Assert.All(
            await caller.ResultsAsync(after, "error_file_id"),
            line => Assert.Equal("batch_expired", BatchCalls.Text(line.GetProperty("error"), "code")));
    }

    [Fact]
    public async Task StopsAfter_MovedOn_Expires()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { StopsAfter = 1, Step = Timeout.InfiniteTimeSpan }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(2));

        await caller.Service.MoveBatchesAsync(cancellationToken: TestContext.Current.CancellationToken);
        JsonElement running = await caller.BatchAsync(id);
        await caller.Service.MoveBatchesAsync(2, TestContext.Current.CancellationToken);

        Assert.Equal(("in_progress", (2, 1, 0)), (BatchCalls.Text(running, "status"), BatchCalls.Counts(running)));
        FakeBatch batch = Assert.Single(caller.Service.Batches);
        Assert.Equal((id, "expired", 2, 1, 0), (batch.Id, batch.Status, batch.Total, batch.Completed, batch.Failed));
    }

    [Fact]
    public async Task EveryLine_Refused_IsStillCompleted()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { EveryLine = FakeOutcome.ModerationBlocked("input", "violence") }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(2));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);

        Assert.Equal(("completed", (2, 0, 2)), (BatchCalls.Text(batch, "status"), BatchCalls.Counts(batch)));
        Assert.Equal(JsonValueKind.Null, batch.GetProperty("output_file_id").ValueKind);
        JsonElement error = (await caller.ResultsAsync(batch, "error_file_id"))[0].GetProperty("response");
        Assert.Equal(400, error.GetProperty("status_code").GetInt32());
        Assert.Equal("moderation_blocked", BatchCalls.Text(error.GetProperty("body").GetProperty("error"), "code"));
    }

    [Fact]
    public async Task Lines_ByTheirId_GoDifferently()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome
        {
            LineOutcomes = new Dictionary<string, FakeOutcome> { ["img-0002"] = FakeOutcome.ServerError() },
            TimedOutLines = ["img-0003"],
        }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(3));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);
        IReadOnlyList<JsonElement> errors = await caller.ResultsAsync(batch, "error_file_id");

        Assert.Equal((3, 1, 2), BatchCalls.Counts(batch));
        Assert.Equal(
            500,
            errors.Single(line => BatchCalls.Text(line, "custom_id") == "img-0002").GetProperty("response").GetProperty("status_code")
                .GetInt32());
        Assert.Equal(
            "request_timeout",
            BatchCalls.Text(errors.Single(line => BatchCalls.Text(line, "custom_id") == "img-0003").GetProperty("error"), "code"));
    }

    [Fact]
    public async Task IsOutputGone_Completed_HasAnIdThatLeadsNowhere()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { IsOutputGone = true }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(1));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);
        Answer content = await caller.GetAsync($"files/{BatchCalls.Text(batch, "output_file_id")}/content");

        Assert.Equal("completed", BatchCalls.Text(batch, "status"));
        Assert.Equal(404, (int)content.StatusCode);
    }

    [Fact]
    public async Task ListedAfter_ATime_IsFoundByItsIdBefore()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { ListedAfter = TimeSpan.FromMinutes(5) }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(1));

        Answer early = await caller.GetAsync("batches");
        Answer byId = await caller.GetAsync("batches/" + id);
        caller.Time.Advance(TimeSpan.FromMinutes(5));
        Answer late = await caller.GetAsync("batches");

        Assert.Equal(0, early.Json.GetProperty("data").GetArrayLength());
        Assert.Equal(200, (int)byId.StatusCode);
        Assert.Equal(id, BatchCalls.Text(late.Json.GetProperty("data")[0], "id"));
    }

    [Theory]
    [InlineData(FakeBatchOddities.DuplicateLine, 4, 0)]
    [InlineData(FakeBatchOddities.MissingLine, 2, 0)]
    [InlineData(FakeBatchOddities.EmptyResult, 2, 1)]
    [InlineData(FakeBatchOddities.CustomIdLast | FakeBatchOddities.UnknownMembers | FakeBatchOddities.CrlfLines, 3, 0)]
    public async Task Oddities_OfResults_AreWritten(FakeBatchOddities oddities, int output, int errors)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { Oddities = oddities }));
        string id = await caller.SubmitAsync(BatchCalls.Lines(3));
        caller.Time.Advance(TimeSpan.FromSeconds(3));

        JsonElement batch = await caller.BatchAsync(id);
        IReadOnlyList<JsonElement> lines = await caller.ResultsAsync(batch, "output_file_id");
        string content = (await caller.GetAsync($"files/{BatchCalls.Text(batch, "output_file_id")}/content")).Body;

        Assert.Equal((output, errors), (lines.Count, (await caller.ResultsAsync(batch, "error_file_id")).Count));
        Assert.Equal(oddities.HasFlag(FakeBatchOddities.CrlfLines), content.EndsWith("\r\n", StringComparison.Ordinal));
        string last = lines[0].EnumerateObject().Last().Name;
        Assert.Equal(oddities.HasFlag(FakeBatchOddities.CustomIdLast) ? "custom_id" : "error", last);
    }

    [Fact]
    public async Task Endpoint_OfAnOutcome_LetsOtherRequestsPass()
    {
        using var caller = new Caller();
        string id = await caller.SubmitAsync(BatchCalls.Lines(1));
        caller.Time.Advance(TimeSpan.FromSeconds(3));
        JsonElement batch = await caller.BatchAsync(id);
        string path = $"files/{BatchCalls.Text(batch, "output_file_id")}/content";
        caller.Service.Enqueue(FakeOutcome.CutBody(1000) with { Endpoint = "GET files/*/content" });
        caller.Service.Enqueue(FakeOutcome.Overloaded() with { Endpoint = "GET batches/*" });

        Answer file = await caller.GetAsync("files/" + BatchCalls.Text(batch, "output_file_id"));
        await Assert.ThrowsAsync<HttpRequestException>(() => caller.GetAsync(path));
        Answer whole = await caller.GetAsync(path);

        Assert.Equal(200, (int)file.StatusCode);
        Assert.Equal(file.Json.GetProperty("bytes").GetInt64(), Encoding.UTF8.GetByteCount(whole.Body));
        Assert.Equal(503, (int)(await caller.GetAsync("batches/" + id)).StatusCode);
        caller.Service.ThrowIfUnused();
    }

    [Theory]
    [InlineData("POST files", "POST", "files")]
    [InlineData("GET files", "GET", "files?purpose=batch")]
    [InlineData("GET files/*", "GET", "files/file-x")]
    [InlineData("DELETE files/*", "DELETE", "files/file-x")]
    [InlineData("GET files/*/content", "GET", "files/file-x/content")]
    [InlineData("POST batches", "POST", "batches")]
    [InlineData("GET batches", "GET", "batches?limit=1")]
    [InlineData("GET batches/*", "GET", "batches/batch_x")]
    [InlineData("POST batches/*/cancel", "POST", "batches/batch_x/cancel")]
    public async Task Endpoint_EachOfThem_CanFail(string endpoint, string method, string path)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.RateLimited(TimeSpan.FromSeconds(1)) with { Endpoint = endpoint });

        Answer other = await caller.GetAsync("models");
        Answer answer = await caller.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), new Uri(caller.Service.BaseAddress, path)));

        Assert.Equal((200, 429), ((int)other.StatusCode, (int)answer.StatusCode));
        caller.Service.ThrowIfUnused();
    }

    [Theory]
    [InlineData("batches")]
    [InlineData("POST /batches")]
    [InlineData("post batches")]
    public void Endpoint_OfAnotherForm_IsAnArgumentError(string endpoint) =>
        Assert.Throws<ArgumentException>(() => FakeOutcome.Normal() with { Endpoint = endpoint });

    [Fact]
    public void Batch_NumbersThatCannotBe_AreArgumentErrors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.Batch(new FakeBatchOutcome { StopsAfter = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.Batch(new FakeBatchOutcome { FailureLine = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.Batch(new FakeBatchOutcome { Step = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => FakeOutcome.Batch(new FakeBatchOutcome { ListedAfter = TimeSpan.FromSeconds(-1) }));
    }

    [Fact]
    public async Task Control_ScriptsAndMovesBatches()
    {
        using var caller = new Caller();
        string script =
            """{"outcome":"batch","failure_code":null,"stops_after":null,"step_ms":60000,"line_outcomes":{"img-0001":{"outcome":"server_error"}},"timed_out_lines":["img-0002"],"batch_oddities":["crlf_lines"]}""";
        Answer queued = await caller.PostAsync("/__fake/outcomes", new StringContent(script));
        string id = await caller.SubmitAsync(BatchCalls.Lines(3));

        Answer moved = await caller.PostAsync("/__fake/batches", new StringContent("""{"steps":3}"""));
        Answer listed = await caller.GetAsync("/__fake/batches");
        Answer refused = await caller.PostAsync("/__fake/batches", new StringContent("""{"steps":0}"""));

        Assert.Equal("""{"waiting":1}""", queued.Body);
        Assert.Equal(moved.Body, listed.Body);
        JsonElement batch = Assert.Single(listed.Json.EnumerateArray().ToArray());
        Assert.Equal(
            (id, "completed", (3, 1, 2)),
            (BatchCalls.Text(batch, "id"), BatchCalls.Text(batch, "status"), BatchCalls.Counts(batch)));
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("N from 1 to 100", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"outcome":"batch","stops_after":-1}""", "'stops_after' of outcome 'batch' must be an integer from 0")]
    [InlineData("""{"outcome":"batch","batch_oddities":["upside_down"]}""", "knows no 'upside_down'")]
    [InlineData("""{"outcome":"batch","line_outcomes":{"a":{"outcome":"nonsense"}}}""", "There is no outcome 'nonsense'")]
    [InlineData("""{"outcome":"normal","endpoint":"batches"}""", "'endpoint' of outcome 'normal' must be a method and a path")]
    public async Task Control_WrongScript_SaysWhatWouldBeRight(string script, string message)
    {
        using var caller = new Caller();

        Answer answer = await caller.PostAsync("/__fake/outcomes", new StringContent(script));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(message, BatchCalls.Text(answer.Json, "error"), StringComparison.Ordinal);
    }
}
