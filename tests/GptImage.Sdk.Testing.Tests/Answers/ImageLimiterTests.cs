using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Answers;

public sealed class ImageLimiterTests
{
    [Fact]
    public async Task Generations_OverTheLimit_WaitForTheirTurn()
    {
        using var caller = Limited();
        Assert.Equal(200, (int)(await DrawAsync(caller, 5)).StatusCode);

        Answer refused = await DrawAsync(caller, 1);
        caller.Time.Advance(TimeSpan.FromMilliseconds(11_533));
        Answer nearly = await DrawAsync(caller, 1);
        caller.Time.Advance(TimeSpan.FromMilliseconds(467));
        Answer drawn = await DrawAsync(caller, 1);

        refused.AssertError(
            429, "input-images", "rate_limit_exceeded", null,
            "Rate limit reached for gpt-image-2 (for limit gpt-image) in organization org-fake on input-images per min: Limit 5, Used 5. "
                + "Please try again in 12s.");
        Assert.Equal("12", refused.Header("retry-after"));
        Assert.EndsWith("Please try again in 467ms.", nearly.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("467", nearly.Header("retry-after-ms"));
        Assert.Equal(200, (int)drawn.StatusCode);
    }

    [Fact]
    public async Task Generations_MoreThanTheLimitAtOnce_CanNeverSucceed()
    {
        using var caller = Limited();

        Answer answer = await DrawAsync(caller, 10);

        Assert.Equal(429, (int)answer.StatusCode);
        Assert.EndsWith("on input-images per min: Limit 5, Requested 10.", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.False(answer.Message.Headers.Contains("retry-after"));
    }

    [Fact]
    public async Task Generations_Refused_DoNotCount()
    {
        using var caller = Limited();
        await DrawAsync(caller, 11);
        caller.Service.Enqueue(FakeOutcome.Overloaded());
        await DrawAsync(caller, 5);

        Assert.Equal(200, (int)(await DrawAsync(caller, 5)).StatusCode);
    }

    [Fact]
    public async Task Generations_AfterAMinute_HaveTheWholeAllowanceButNotMore()
    {
        using var caller = Limited();
        await DrawAsync(caller, 5);

        caller.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(200, (int)(await DrawAsync(caller, 5)).StatusCode);
        Assert.Equal(429, (int)(await DrawAsync(caller, 1)).StatusCode);
    }

    [Fact]
    public async Task Generations_AllAtOnce_GetTheAllowanceTogether()
    {
        using var caller = Limited();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DrawAsync(caller, 1)));

        Assert.Equal(5, answers.Count(answer => (int)answer.StatusCode == 200));
    }

    [Theory]
    [InlineData(5, "5", "3", "24s")]
    [InlineData(null, "50000", "49999", "1ms")]
    public async Task RateLimitHeaders_On_TellTheAllowance(int? limit, string whole, string remaining, string reset)
    {
        using var caller = new Caller(new FakeGptImageServiceOptions
        {
            ImagesPerMinute = limit,
            RateLimitHeaders = true,
            Drawing = FakeDrawing.Plain,
        });

        Answer answer = await DrawAsync(caller, 2);

        Assert.Equal(
            (whole, remaining, reset),
            (answer.Header("x-ratelimit-limit-input-images"), answer.Header("x-ratelimit-remaining-input-images"),
            answer.Header("x-ratelimit-reset-input-images")));
    }

    [Fact]
    public async Task RateLimitHeaders_Off_AreNotSent()
    {
        using var caller = Limited();

        Answer answer = await DrawAsync(caller, 1);

        Assert.DoesNotContain(answer.Message.Headers, header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase));
    }

    private static Caller Limited() => new(new FakeGptImageServiceOptions { ImagesPerMinute = 5, Drawing = FakeDrawing.Plain });

    private static Task<Answer> DrawAsync(Caller caller, int count) =>
        caller.GenerateAsync(FormattableString.Invariant($$"""{"model":"gpt-image-2","prompt":"x","n":{{count}}}"""));
}
