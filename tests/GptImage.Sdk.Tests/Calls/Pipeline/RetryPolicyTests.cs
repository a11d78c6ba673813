namespace GptImage.Sdk.Tests;

public sealed class RetryPolicyTests
{
    private const string Envelope = """{"error":{"message":"No.","type":"server_error","param":null,"code":null}}""";

    private static readonly RetryOptions Options = new();

    private static readonly RetryOptions Bold = new() { RepeatPossiblyCharged = true };

    [Fact]
    public void MayRepeat_NothingSent_IsRepeated() =>
        Assert.True(RetryPolicy.MayRepeat(Failed(FailureKind.Connection, ChargeState.NotSent), 0, Options));

    [Theory]
    [InlineData(429, Refusals.RateLimit)]
    [InlineData(409, Envelope)]
    [InlineData(409, "")]
    [InlineData(503, Envelope)]
    [InlineData(400, """{"error":{"message":"No.","code":"rate_limit_exceeded"}}""")]
    public void MayRepeat_PassingRefusal_IsRepeatedEachTime(int status, string body)
    {
        Assert.True(RetryPolicy.MayRepeat(Refusals.Fail(status, body), 0, Options));
        Assert.True(RetryPolicy.MayRepeat(Refusals.Fail(status, body), 1, Options));
    }

    [Theory]
    [InlineData(400, Envelope)]
    [InlineData(401, Envelope)]
    [InlineData(403, Envelope)]
    [InlineData(404, Envelope)]
    [InlineData(410, Envelope)]
    [InlineData(413, Envelope)]
    [InlineData(422, Envelope)]
    [InlineData(451, Envelope)]
    [InlineData(429, Refusals.Quota)]
    [InlineData(
        400,
        """{"error":{"message":"Billing hard limit has been reached.","type":"billing_limit_user_error","param":null,"code":"billing_hard_limit_reached"}}""")]
    [InlineData(400, """{"error":{"message":"No.","code":"moderation_blocked","moderation_details":{"moderation_stage":"input"}}}""")]
    [InlineData(
        429,
        """{"error":{"message":"Rate limit reached on input-images per min: Limit 5, Requested 10.","type":"input-images","code":"rate_limit_exceeded"}}""")]
    [InlineData(
        429,
        """{"error":{"message":"Rate limit reached on input-images per min: Limit 5, Used 5, Requested 10. Please try again in 12s.","type":"input-images","code":"rate_limit_exceeded"}}""")]
    public void MayRepeat_LastingRefusal_IsNeverRepeated(int status, string body)
    {
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body), 0, Options));
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body, shouldRetry: true), 0, Options));
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body, shouldRetry: true), 0, Bold));
    }

    [Theory]
    [InlineData("Limit 5, Requested 5")]
    [InlineData("Limit 10, Used 9, Requested 5")]
    [InlineData("Limit 4000, Used 4000")]
    [InlineData("Limit 4,000, Used 3,999, Requested 10")]
    public void MayRepeat_RequestWithinTheLimit_IsRepeated(string message) =>
        Assert.True(
            RetryPolicy.MayRepeat(Refusals.Fail(429, Refusals.Envelope("input-images", "rate_limit_exceeded", message)), 0, Options));

    [Fact]
    public void MayRepeat_ServerErrorInTheEnvelope_IsRepeatedOnce()
    {
        Assert.True(RetryPolicy.MayRepeat(Refusals.Fail(500, Refusals.ServerError), 0, Options));
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(500, Refusals.ServerError), 1, Options));
        Assert.True(RetryPolicy.MayRepeat(Refusals.Fail(500, Refusals.ServerError), 1, Bold));
    }

    [Theory]
    [InlineData(408, Envelope)]
    [InlineData(500, Refusals.Html)]
    [InlineData(500, "")]
    [InlineData(500, """{"error":"upstream request timeout"}""")]
    [InlineData(502, Refusals.Html)]
    [InlineData(502, Envelope)]
    [InlineData(503, Refusals.Html)]
    [InlineData(504, "")]
    [InlineData(200, Envelope)]
    [InlineData(400, """{"error":{"message":"No.","code":"moderation_blocked","moderation_details":{"moderation_stage":"output"}}}""")]
    public void MayRepeat_PossiblyCharged_IsRepeatedOnlyWhenAsked(int status, string body)
    {
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body), 0, Options));
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body, shouldRetry: true), 0, Options));
        Assert.True(RetryPolicy.MayRepeat(Refusals.Fail(status, body), 0, Bold));
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body, shouldRetry: false), 0, Bold));
    }

    [Fact]
    public void MayRepeat_BrokenAnswer_IsRepeatedOnlyWhenAsked()
    {
        Failure[] failures =
        [
            Failed(FailureKind.Timeout, ChargeState.PossiblyCharged),
            Failed(FailureKind.Connection, ChargeState.PossiblyCharged),
            Failed(FailureKind.Response, ChargeState.PossiblyCharged),
        ];

        Assert.All(failures, failure => Assert.False(RetryPolicy.MayRepeat(failure, 0, Options)));
        Assert.All(failures, failure => Assert.True(RetryPolicy.MayRepeat(failure, 0, Bold)));
    }

    [Fact]
    public void MayRepeat_Charged_IsNeverRepeated()
    {
        Assert.False(RetryPolicy.MayRepeat(Failed(FailureKind.Response, ChargeState.Charged), 0, Bold));
        Assert.False(RetryPolicy.MayRepeat(
            Failed(FailureKind.Response, ChargeState.PossiblyCharged) with
            {
                Recovered = [new GeneratedImage(new byte[] { 1 })],
            }, 0, Bold));
    }

    [Fact]
    public void MayRepeat_OwnRefusal_IsNeverRepeated() =>
        Assert.False(RetryPolicy.MayRepeat(Failed(FailureKind.Validation, ChargeState.NotSent), 0, Bold));

    [Fact]
    public void MayRepeat_Redirect_IsNeverRepeated() =>
        Assert.False(RetryPolicy.MayRepeat(Failed(FailureKind.Connection, ChargeState.Rejected), 0, Bold));

    [Theory]
    [InlineData(409, Envelope)]
    [InlineData(429, Refusals.RateLimit)]
    [InlineData(500, Refusals.ServerError)]
    [InlineData(503, Envelope)]
    public void MayRepeat_ServiceSaysNo_IsNeverRepeated(int status, string body) =>
        Assert.False(RetryPolicy.MayRepeat(Refusals.Fail(status, body, shouldRetry: false), 0, Bold));

    [Fact]
    public void MayRepeat_ServiceSaysYes_AddsRefusalsThatAreNotOnTheList() =>
        Assert.Equal(
            (false, true),
            (RetryPolicy.MayRepeat(Refusals.Fail(425, Envelope), 0, Options),
            RetryPolicy.MayRepeat(Refusals.Fail(425, Envelope, shouldRetry: true), 0, Options)));

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void MayRepeat_WaitAskedFor_IsTakenUpToTheLongestWait(int milliseconds, bool expected)
    {
        TimeSpan delay = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(expected, RetryPolicy.MayRepeat(Refusals.Fail(429, Refusals.RateLimit, delay), 0, Options));
        Assert.Equal(expected, RetryPolicy.MayRepeat(Refusals.Fail(503, Envelope, delay), 0, Options));
        Assert.Equal(expected, RetryPolicy.MayRepeat(Refusals.Fail(500, Refusals.ServerError, delay), 0, Options));
    }

    [Theory]
    [InlineData(false, false, 0, true)]
    [InlineData(false, false, 1, true)]
    [InlineData(true, false, 0, false)]
    [InlineData(false, true, 0, false)]
    public void MayRepeat_NotSent_IsRepeatedUnlessThatIsInVain(bool isLasting, bool hasPicture, int repeats, bool expected) =>
        Assert.Equal(expected, RetryPolicy.MayRepeat(
            Failed(FailureKind.Connection, ChargeState.NotSent) with
            {
                IsLasting = isLasting,
                Recovered = hasPicture ? [new GeneratedImage(new byte[] { 1 })] : [],
            }, repeats, Bold));

    [Fact]
    public void MayRepeat_WaitInTheMessage_CountsToo() =>
        Assert.False(
            RetryPolicy.MayRepeat(Refusals.Fail(429, Refusals.Envelope("requests", "rate_limit_exceeded", "Please try again in 6m0s.")),
            0, Options));

    /// <summary>Twice as long each time, up to 8 seconds, less a quarter at most.</summary>
    [Theory]
    [InlineData(0, 0.5, 60, 375, 500)]
    [InlineData(1, 0.5, 60, 750, 1000)]
    [InlineData(3, 0.5, 60, 3000, 4000)]
    [InlineData(4, 0.5, 60, 6000, 8000)]
    [InlineData(30, 0.5, 60, 6000, 8000)]
    [InlineData(4, 0.5, 2, 2000, 2000)]
    [InlineData(0, 0, 60, 0, 0)]
    public void Delay_ServiceAsksForNone_DoublesUpToItsLimits(int repeats, double baseDelay, double maxDelay, double least, double most)
    {
        RetryOptions options = new() { BaseDelay = TimeSpan.FromSeconds(baseDelay), MaxDelay = TimeSpan.FromSeconds(maxDelay) };

        double[] waits =
            [.. Enumerable.Range(0, 100).Select(_ => RetryPolicy.Delay(Refusals.Fail(503, "{}"), repeats, options).TotalMilliseconds)];

        Assert.All(waits, wait => Assert.InRange(wait, least, most));
        Assert.Equal(least < most, waits.Distinct().Count() > 1);
    }

    [Fact]
    public void Delay_ExpectationRefused_IsNone() =>
        Assert.Equal(TimeSpan.Zero, RetryPolicy.Delay(Refusals.Fail(417, "{}") with { RefusesExpect = true }, 0, new RetryOptions()));

    private static Failure Failed(FailureKind kind, ChargeState charge) => new() { Kind = kind, What = "No.", Charge = charge };
}
