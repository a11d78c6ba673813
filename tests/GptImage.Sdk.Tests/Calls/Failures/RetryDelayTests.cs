using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Tests;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData("467", null, 467)]
    [InlineData("0", null, 0)]
    [InlineData("1.5", null, 1.5)]
    [InlineData("467", "60", 467)]
    [InlineData("-1", "60", 60_000)]
    [InlineData("NaN", "60", 60_000)]
    [InlineData("soon", "60", 60_000)]
    [InlineData("1e300", "60", 2_147_483_647)]
    [InlineData("99999999999", null, 2_147_483_647)]
    [InlineData(null, "99999999999", 2_147_483_647)]
    [InlineData(null, "1.5", 1_500)]
    [InlineData(null, "12", 12_000)]
    [InlineData(null, "0", 0)]
    [InlineData(null, "Mon, 23 Nov 2026 12:00:30 GMT", 30_000)]
    [InlineData(null, "Mon, 23 Nov 2026 11:00:00 GMT", 0)]
    [InlineData(null, "Monday, 23-Nov-26 12:00:30 GMT", 30_000)]
    public void FromHeaders_KnownForms_IsTheWait(string? milliseconds, string? seconds, double expected)
    {
        using HttpResponseMessage response = Response(milliseconds, seconds);

        Assert.Equal(TimeSpan.FromMilliseconds(expected), RetryDelay.FromHeaders(response, Time()));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("∞", null)]
    [InlineData(null, "soon")]
    [InlineData(null, "-5")]
    public void FromHeaders_NothingUsable_IsNull(string? milliseconds, string? seconds)
    {
        using HttpResponseMessage response = Response(milliseconds, seconds);

        Assert.Null(RetryDelay.FromHeaders(response, Time()));
    }

    [Theory]
    [InlineData("Please try again in 467ms.", 467)]
    [InlineData("try again in 12s", 12_000)]
    [InlineData("Try again in 1.5s.", 1_500)]
    [InlineData("try again in 1m30s.", 90_000)]
    [InlineData("try again in 6m0s.", 360_000)]
    [InlineData("try again in 2m", 120_000)]
    [InlineData("try again in 1h2m3s", 3_723_000)]
    [InlineData("try again in 0s", 0)]
    [InlineData("try again in 1s500ms", 1_500)]
    [InlineData("Please try again in 20 seconds.", 20_000)]
    [InlineData("try again in 5 minutes", 300_000)]
    [InlineData("try again in 99999999999999999999s", 2_147_483_647)]
    [InlineData("try again in 300 milliseconds", 300)]
    public void FromMessage_KnownForms_IsTheWait(string message, double expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), RetryDelay.FromMessage(message));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Please try again later.")]
    [InlineData("try again in a while")]
    [InlineData("try again in 20 fortnights")]
    [InlineData("try again in 20")]
    public void FromMessage_NothingUsable_IsNull(string? message) => Assert.Null(RetryDelay.FromMessage(message));

    private static FakeTimeProvider Time() => new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static HttpResponseMessage Response(string? milliseconds, string? seconds)
    {
        HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        _ = milliseconds is not null && response.Headers.TryAddWithoutValidation("retry-after-ms", milliseconds);
        _ = seconds is not null && response.Headers.TryAddWithoutValidation("retry-after", seconds);
        return response;
    }

    [Fact]
    public void FromHeaders_DateOfTheAnswer_IsTheClock()
    {
        using HttpResponseMessage response = Response(null, "Mon, 23 Nov 2026 12:00:30 GMT");
        response.Headers.Date = new DateTimeOffset(2026, 11, 23, 12, 0, 20, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(10), RetryDelay.FromHeaders(response, Time()));
    }
}
