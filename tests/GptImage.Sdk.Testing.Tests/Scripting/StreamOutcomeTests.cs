using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Scripting;

public sealed class StreamOutcomeTests
{
    private const string TwoPartials = """{"model":"gpt-image-2","prompt":"A lighthouse at dawn","stream":true,"partial_images":2}""";
    private const string Simple = """{"model":"gpt-image-2","prompt":"A lighthouse at dawn"}""";

    private const string ErrorFrame = "event: error\n"
        + """data: {"type":"error","error":{"type":"image_generation_server_error","code":"image_generation_failed","message":"Image generation failed","param":null}}""" +
            "\n\n";

    public static TheoryData<FakeStreamOddities> EachOddity => [.. Enum.GetValues<FakeStreamOddities>(), (FakeStreamOddities)255];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 2)]
    public async Task StreamError_AfterPartials_EndsTheStreamWithTheErrorFrame(int after, int partials)
    {
        Answer answer = await AnswerAsync(FakeOutcome.StreamError(after), TwoPartials);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(Enumerable.Repeat("image_generation.partial_image", partials).Append("error"), answer.Events.Select(TypeOf));
        Assert.EndsWith(ErrorFrame, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamError_WithoutStream_IsAnOrdinaryError()
    {
        Answer answer =
            await AnswerAsync(FakeOutcome.StreamError(type: "input-images", code: "rate_limit_exceeded", message: "{model} is tired"),
            Simple);

        answer.AssertError(500, "input-images", "rate_limit_exceeded", null, "gpt-image-2 is tired");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task StreamCut_AfterPartials_LeavesOutCompleted(int after, int partials)
    {
        Answer answer = await AnswerAsync(FakeOutcome.StreamCut(after), TwoPartials);

        Assert.Equal((200, partials), ((int)answer.StatusCode, answer.Events.Count));
        Assert.All(answer.Events, item => Assert.Equal("image_generation.partial_image", TypeOf(item)));
    }

    [Fact]
    public async Task EmptyData_OnAStream_HasNoEvents()
    {
        Answer answer = await AnswerAsync(FakeOutcome.EmptyData(), TwoPartials);

        Assert.Equal((200, ""), ((int)answer.StatusCode, answer.Body));
    }

    [Theory]
    [MemberData(nameof(EachOddity))]
    public async Task OddStream_AnyOddity_SaysTheSameToAParser(FakeStreamOddities oddities)
    {
        Answer plain = await AnswerAsync(FakeOutcome.Normal(), TwoPartials);
        Answer odd = await AnswerAsync(FakeOutcome.OddStream(oddities), TwoPartials);

        List<string> events =
            [.. Parse(odd.Body).Where(data => data != "[DONE]")
            .Select(data => JsonSerializer.Serialize(JsonDocument.Parse(data).RootElement))
            .Where(data => !data.Contains("heartbeat", StringComparison.Ordinal))];
        int expected = oddities.HasFlag(FakeStreamOddities.NoLastBlankLine) && !oddities.HasFlag(FakeStreamOddities.TrailingDone) ? 2 : 3;
        Assert.Equal(plain.Events.Select(item => JsonSerializer.Serialize(item)).Take(expected), events.Take(expected));
        Assert.Equal(oddities is FakeStreamOddities.None or FakeStreamOddities.ByteOrderMark, plain.Body == odd.Body);
    }

    [Fact]
    public async Task OddStream_EachOddity_IsWrittenAsItSays()
    {
        Assert.DoesNotContain(
            "\n", (await OddAsync(FakeStreamOddities.CrlfLines)).Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith(
            ": keep-alive\n\nevent: image_generation.partial_image\n", await OddAsync(FakeStreamOddities.KeepAliveComments),
            StringComparison.Ordinal);
        Assert.DoesNotContain("event:", await OddAsync(FakeStreamOddities.NoEventLines), StringComparison.Ordinal);
        Assert.Contains(
            "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\ndata: \"b64_json\":\"",
            await OddAsync(FakeStreamOddities.MultilineData), StringComparison.Ordinal);
        Assert.EndsWith("}\n\ndata: [DONE]\n\n", await OddAsync(FakeStreamOddities.TrailingDone), StringComparison.Ordinal);
        Assert.StartsWith(
            "event: image_generation.heartbeat\ndata: {\"type\":\"image_generation.heartbeat\"}\n\n"
            + "event: image_generation.partial_image\n",
            await OddAsync(FakeStreamOddities.UnknownEvents),
            StringComparison.Ordinal);
        Assert.EndsWith("\"output_format\":\"png\"}\n", await OddAsync(FakeStreamOddities.NoLastBlankLine), StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'e'], (await BytesAsync(FakeStreamOddities.ByteOrderMark))[..4]);
    }

    [Fact]
    public async Task StreamOddities_OnAnotherOutcome_GoTogether()
    {
        Answer answer = await AnswerAsync(FakeOutcome.StreamError(0) with
        {
            StreamOddities = FakeStreamOddities.NoEventLines,
        }, TwoPartials);

        Assert.Equal(ErrorFrame.Replace("event: error\n", "", StringComparison.Ordinal), answer.Body);
    }

    [Fact]
    public async Task SlowStream_Events_WaitForTheClockOfTheServiceOneByOne()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.SlowStream(TimeSpan.FromMinutes(1)));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(caller.Service.BaseAddress, "images/generations"))
        {
            Content = new StringContent(TwoPartials, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "sk-fake") },
        };

        using HttpResponseMessage response =
            await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        DateTimeOffset start = caller.Time.GetUtcNow();
        using var lines = new StreamReader(body);
        var arrivals = new List<double>();
        while (true)
        {
            Task<string?> next = lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            while (!next.IsCompleted)
            {
                caller.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            string? line = await next;
            if (line is null)
            {
                break;
            }

            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                arrivals.Add((caller.Time.GetUtcNow() - start).TotalMinutes);
            }
        }

        Assert.Equal(3, arrivals.Count);
        Assert.All(arrivals.Zip([1, 2, 3]), pair => Assert.True(pair.First >= pair.Second));
    }

    [Fact]
    public async Task SlowStream_ServiceIsDisposed_EndsAtOnce()
    {
        var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.SlowStream(TimeSpan.FromDays(1)));
        Task<Answer> call = caller.GenerateAsync(TwoPartials);
        while (caller.Service.Requests is not [{ StatusCode: 200 }])
        {
            await Task.Yield();
        }

        caller.Service.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => call);
        caller.Dispose();
    }

    [Fact]
    public async Task CutBody_OfAStream_ClosesTheConnection()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.CutBody(1000));

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.GenerateAsync(TwoPartials));
    }

    [Fact]
    public void Factories_NegativeNumbers_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.StreamError(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.StreamCut(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.CutBody(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.SlowStream(TimeSpan.FromTicks(-1)));
    }

    private static async Task<Answer> AnswerAsync(FakeOutcome outcome, string json)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(outcome);
        return await caller.GenerateAsync(json);
    }

    private static async Task<string> OddAsync(FakeStreamOddities oddities) =>
        (await AnswerAsync(FakeOutcome.OddStream(oddities), TwoPartials)).Body;

    private static async Task<byte[]> BytesAsync(FakeStreamOddities oddities)
    {
        Answer answer = await AnswerAsync(FakeOutcome.OddStream(oddities), TwoPartials);
        return await answer.Message.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Parse(string body) => body.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split("\n\n")
        .SkipLast(1)
        .Select(
            frame =>
            string.Join("\n",
            frame.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])))
        .Where(data => data.Length > 0);

    private static string? TypeOf(JsonElement item) => item.GetProperty("type").GetString();
}
