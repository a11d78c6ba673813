using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Scripting;

public sealed class FakeOutcomeTests
{
    private const string Simple = """{"model":"gpt-image-2","prompt":"A lighthouse at dawn"}""";

    public static TheoryData<string, int, string, string?, string> Refusals => new()
    {
        { nameof(FakeOutcome.QuotaExceeded), 429, "insufficient_quota", "insufficient_quota",
            "You exceeded your current quota, please check your plan and billing details." },
        { nameof(FakeOutcome.BillingHardLimit), 400, "billing_limit_user_error", "billing_hard_limit_reached",
            "Billing hard limit has been reached." },
        { nameof(FakeOutcome.InvalidApiKey), 401, "invalid_request_error", "invalid_api_key",
            "Incorrect API key provided: fake_key. You can find your API key at https://platform.openai.com/account/api-keys." },
        { nameof(FakeOutcome.OrganizationNotVerified), 403, "invalid_request_error", null,
            "Your organization must be verified to use the model `gpt-image-2`. Please go to: "
            + "https://platform.openai.com/settings/organization/general and click on Verify Organization. If you just verified, it can "
            + "take up to 15 minutes for access to propagate." },
        { nameof(FakeOutcome.ServerError), 500, "server_error", null,
            "The server had an error while processing your request. Sorry about that!" },
        { nameof(FakeOutcome.PayloadTooLarge), 413, "server_error", null,
            "Maximum content size limit (26214400) exceeded (26228340 bytes read)" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Enqueue_Refusal_AnswersOnce(string name, int status, string type, string? code, string message)
    {
        using var caller = new Caller();
        caller.Service.Enqueue((FakeOutcome)typeof(FakeOutcome).GetMethod(name)!.Invoke(null, null)!);

        Answer refused = await caller.GenerateAsync(Simple);
        Answer drawn = await caller.GenerateAsync(Simple);

        refused.AssertError(status, type, code, null, message);
        Assert.Equal(200, (int)drawn.StatusCode);
        Assert.Equal([status, 200], caller.Service.Requests.Select(request => request.StatusCode));
    }

    [Fact]
    public async Task Enqueue_Several_AreUsedInOrder()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Overloaded());
        caller.Service.Enqueue(FakeOutcome.Normal());
        caller.Service.Enqueue(FakeOutcome.Gone());

        int[] statuses = [await Status(), await Status(), await Status(), await Status()];

        Assert.Equal([503, 200, 410, 200], statuses);

        async Task<int> Status() => (int)(await caller.GenerateAsync(Simple)).StatusCode;
    }

    [Theory]
    [InlineData(12_000, "12", null, "12s")]
    [InlineData(467, "1", "467", "467ms")]
    [InlineData(1_500, "2", "1500", "1.5s")]
    public async Task RateLimited_Wait_IsInHeadersAndMessage(int milliseconds, string seconds, string? exact, string words)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.RateLimited(TimeSpan.FromMilliseconds(milliseconds)));

        Answer answer = await caller.GenerateAsync(Simple);

        answer.AssertError(
            429, "input-images", "rate_limit_exceeded", null,
            $"Rate limit reached for gpt-image-2 (for limit gpt-image) in organization org-fake on input-images per min: Limit 5, Used "
                + $"5. Please try again in {words}.");
        Assert.Equal(seconds, answer.Header("retry-after"));
        Assert.Equal(exact is not null, answer.Message.Headers.Contains("retry-after-ms"));
    }

    [Fact]
    public async Task ModerationBlocked_Details_AreInBodyAndMessage()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.ModerationBlocked("output", "sexual", "violence"));

        Answer answer = await caller.GenerateAsync(Simple);

        answer.AssertError(
            400, "image_generation_user_error", "moderation_blocked", null,
            $"Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include "
                + $"the request ID {answer.Header("x-request-id")}. safety_violations=[sexual, violence].");
        Assert.Equal(
            """{"moderation_stage":"output","categories":["sexual","violence"]}""", answer.Error.GetProperty("moderation_details")
            .GetRawText());
    }

    [Fact]
    public async Task BadGatewayHtml_Body_IsHtml()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.BadGatewayHtml());

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal((502, "text/html"), ((int)answer.StatusCode, answer.Header("Content-Type")));
        Assert.StartsWith("<html>", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_Anything_IsSentAsItIs()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Raw(200, "text/plain", "çok güzel"));

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal("çok güzel", answer.Body);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Raw_StatusWithoutBody_ComesWithoutOne(int status)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Raw(status, "text/plain", "never seen"));

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal((status, ""), ((int)answer.StatusCode, answer.Body));
        Assert.Equal(200, (int)(await caller.GenerateAsync(Simple)).StatusCode);
    }

    [Fact]
    public async Task Headers_OnAnyOutcome_AddAndReplace()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Overloaded() with
        {
            Headers = new Dictionary<string,
            string>
            { ["retry-after-ms"] = "20", ["x-should-retry"] = "false", ["x-request-id"] = "req_mine" },
        });

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal(
            ("20", "false", "req_mine"), (answer.Header("retry-after-ms"), answer.Header("x-should-retry"), answer.Header("x-request-id")));
    }

    [Fact]
    public async Task EmptyData_Answer_IsASuccessWithoutPictures()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.EmptyData());

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(answer.Pictures);
    }

    [Fact]
    public async Task Delay_Answer_WaitsForTheClockOfTheService()
    {
        using var caller = new Caller();
        DateTimeOffset start = caller.Time.GetUtcNow();
        caller.Service.Enqueue(FakeOutcome.Delay(TimeSpan.FromMinutes(2)));

        Task<Answer> call = caller.GenerateAsync(Simple);
        while (!call.IsCompleted)
        {
            caller.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(200, (int)(await call).StatusCode);
        Assert.True(caller.Time.GetUtcNow() - start >= TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    public async Task CutBody_OfJson_SendsTheFirstBytesOfTheAnnouncedLength(int bytes)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.CutBody(bytes));

        (string head, byte[] body) = await RawConnection.PostAsync(caller.Service, "images/generations", Simple);

        Answer whole = await caller.GenerateAsync(Simple);
        Assert.Contains($"Content-Length: {whole.Header("Content-Length")}\r\n", head, StringComparison.Ordinal);
        Assert.Equal(whole.Body[..bytes], System.Text.Encoding.UTF8.GetString(body));
    }

    [Fact]
    public async Task CutBody_PastTheEnd_StillLosesTheLastByte()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.CutBody(long.MaxValue));

        (_, byte[] body) = await RawConnection.PostAsync(caller.Service, "images/generations", Simple);

        Assert.Equal((await caller.GenerateAsync(Simple)).Body.Length - 1, body.Length);
    }

    [Fact]
    public async Task CutBody_ForAClient_IsAnError()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.CutBody(100));

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.GenerateAsync(Simple));
    }

    [Fact]
    public async Task ImageUrls_Answer_CanBeFetchedWithoutAKey()
    {
        using var caller = new Caller();
        byte[] picture = (await caller.GenerateAsync(Simple)).Pictures[0];
        caller.Service.Enqueue(FakeOutcome.ImageUrls());

        Answer answer = await caller.GenerateAsync(Simple);

        System.Text.Json.JsonElement item = Assert.Single(answer.Json.GetProperty("data").EnumerateArray());
        string url = Assert.Single(item.EnumerateObject(), property => property.Name == "url").Value.GetString()!;
        using var http = new HttpClient();
        using HttpResponseMessage download = await http.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        Assert.StartsWith(new Uri(caller.Service.BaseAddress, "/pictures/").ToString(), url, StringComparison.Ordinal);
        Assert.Equal("image/png", download.Content.Headers.ContentType?.MediaType);
        Assert.Equal(picture, await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        caller.Service.ThrowIfUnexpected();
        Assert.Equal(
            ("GET", false), (caller.Service.Requests[^1].Method, caller.Service.Requests[^1].Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task DataUrls_Answer_HasThePrefixBeforeTheBase64()
    {
        using var caller = new Caller();
        byte[] picture = (await caller.GenerateAsync(Simple)).Pictures[0];
        caller.Service.Enqueue(FakeOutcome.DataUrls());

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Contains("\"b64_json\":\"data:image/png;base64," + Convert.ToBase64String(picture), answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidBase64_Answer_CannotBeDecoded()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.InvalidBase64());

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Throws<FormatException>(() => answer.Pictures);
    }

    [Theory]
    [InlineData("png", SkiaSharp.SKEncodedImageFormat.Jpeg)]
    [InlineData("jpeg", SkiaSharp.SKEncodedImageFormat.Png)]
    [InlineData("webp", SkiaSharp.SKEncodedImageFormat.Png)]
    public async Task WrongFormat_Answer_NamesAnotherThanTheBytesHave(string named, SkiaSharp.SKEncodedImageFormat real)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.WrongFormat());

        Answer answer = await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"x","output_format":"{{named}}"}""");

        using var codec = SkiaSharp.SKCodec.Create(new MemoryStream(answer.Pictures[0]));
        Assert.Equal((named, real), (answer.Json.GetProperty("output_format").GetString(), codec.EncodedFormat));
    }

    [Fact]
    public async Task Misspell_TwoTimes_DrawsAWrongLetterInTheNextTwo()
    {
        const string Sign = """{"model":"gpt-image-2","prompt":"A door with \"Tea\" above it","size":"1024x640"}""";
        using var caller = new Caller(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Scene });
        byte[] right = (await caller.GenerateAsync(Sign)).Pictures[0];
        caller.Service.Enqueue(FakeOutcome.Misspell(2));

        byte[][] pictures =
        [
            (await caller.GenerateAsync(Sign)).Pictures[0], (await caller.GenerateAsync(Sign)).Pictures[0],
            (await caller.GenerateAsync(Sign)).Pictures[0],
        ];

        caller.Service.ThrowIfUnused();
        Assert.Equal(pictures[0], pictures[1]);
        Assert.NotEqual(right, pictures[0]);
        Assert.Equal(right, pictures[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.Misspell(0));
    }

    [Fact]
    public async Task Html200_Answer_IsNoJson()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Html200());

        Answer answer = await caller.GenerateAsync(Simple);

        Assert.Equal((200, "text/html"), ((int)answer.StatusCode, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task ErrorIn200_Answer_IsTheEnvelope()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.ErrorIn200());

        Answer answer = await caller.GenerateAsync(Simple);

        answer.AssertError(200, "server_error", null, null, "The server had an error while processing your request. Sorry about that!");
    }

    [Fact]
    public void Factories_NegativeTimes_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.Delay(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.RateLimited(TimeSpan.FromTicks(-1)));
    }
}
