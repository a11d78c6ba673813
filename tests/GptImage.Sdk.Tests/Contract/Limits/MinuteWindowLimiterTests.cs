using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Tests;

public sealed class MinuteWindowLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcquireAsync_TakenAtDifferentTimes_ComesBackAMinuteAfterEach()
    {
        using MinuteWindowLimiter limiter = new(3, 10, _time);
        await limiter.AcquireAsync(1, Token);
        _time.Advance(TimeSpan.FromSeconds(20));
        await limiter.AcquireAsync(2, Token);
        Task<RateLimitLease> one = limiter.AcquireAsync(1, Token).AsTask();
        Task<RateLimitLease> two = limiter.AcquireAsync(2, Token).AsTask();

        _time.Advance(TimeSpan.FromSeconds(39.999));
        Assert.False(one.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True((await one).IsAcquired);
        _time.Advance(TimeSpan.FromSeconds(19.999));
        Assert.False(two.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True((await two).IsAcquired);
    }

    [Fact]
    public async Task AcquireAsync_AMinuteAfterTheWholeLimit_PassesAtOnce()
    {
        using MinuteWindowLimiter limiter = new(2, 0, _time);
        await limiter.AcquireAsync(2, Token);
        _time.Advance(TimeSpan.FromSeconds(59.999));
        using RateLimitLease early = limiter.AttemptAcquire(1);
        _time.Advance(TimeSpan.FromSeconds(0.001));

        using RateLimitLease first = await limiter.AcquireAsync(1, Token);
        using RateLimitLease second = limiter.AttemptAcquire(1);

        Assert.Equal((false, true, true), (early.IsAcquired, first.IsAcquired, second.IsAcquired));
        RateLimiterStatistics statistics = limiter.GetStatistics();
        Assert.Equal(
            (0L, 0L, 3L, 1L),
            (statistics.CurrentAvailablePermits, statistics.CurrentQueuedCount, statistics.TotalSuccessfulLeases,
            statistics.TotalFailedLeases));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(2, limiter.GetStatistics().CurrentAvailablePermits);
    }

    [Fact]
    public async Task AcquireAsync_SmallBehindLarge_WaitsItsTurn()
    {
        using MinuteWindowLimiter limiter = new(3, 10, _time);
        await limiter.AcquireAsync(2, Token);
        Task<RateLimitLease> large = limiter.AcquireAsync(3, Token).AsTask();
        Task<RateLimitLease> small = limiter.AcquireAsync(1, Token).AsTask();

        using RateLimitLease atOnce = limiter.AttemptAcquire(1);
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.False(atOnce.IsAcquired);
        Assert.True((await large).IsAcquired);
        Assert.False(small.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True((await small).IsAcquired);
    }

    [Fact]
    public async Task AcquireAsync_QueueIsFull_SaysWhenTheNextPermitComes()
    {
        using MinuteWindowLimiter limiter = new(1, 0, _time);
        using RateLimitLease passed = await limiter.AcquireAsync(1, Token);
        Assert.Equal(0, limiter.GetStatistics().CurrentQueuedCount);
        _time.Advance(TimeSpan.FromSeconds(15));

        using RateLimitLease refused = await limiter.AcquireAsync(1, Token);

        Assert.False(refused.IsAcquired);
        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait));
        Assert.Equal(TimeSpan.FromSeconds(45), wait);
        Assert.False(refused.TryGetMetadata("REASON_PHRASE", out _));
        Assert.Equal([MetadataName.RetryAfter.Name], refused.MetadataNames);
        Assert.False(passed.TryGetMetadata(MetadataName.RetryAfter, out _));
        Assert.Empty(passed.MetadataNames);
    }

    [Fact]
    public async Task AcquireAsync_MoreThanTheLimit_IsRefusedAndTheWholeLimitPasses()
    {
        using MinuteWindowLimiter limiter = new(3, 10, _time);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => limiter.AcquireAsync(4, Token).AsTask());
        Assert.Throws<ArgumentOutOfRangeException>(() => limiter.AttemptAcquire(4));
        Assert.True(limiter.AttemptAcquire(3).IsAcquired);
    }

    [Fact]
    public async Task AcquireAsync_Canceled_TakesNothingAndLetsTheNextThrough()
    {
        using CancellationTokenSource cancellation = new();
        using MinuteWindowLimiter limiter = new(3, 1, _time);
        await limiter.AcquireAsync(1, Token);
        Task<RateLimitLease> canceled = limiter.AcquireAsync(3, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal((2L, 0L), (limiter.GetStatistics().CurrentAvailablePermits, limiter.GetStatistics().CurrentQueuedCount));
        Assert.True(limiter.AttemptAcquire(2).IsAcquired);
    }

    [Fact]
    public async Task Dispose_CallsWait_RefusesThemAndAllThatFollow()
    {
        using ImageRateLimiter owner = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = _time });
        RateLimiter limiter = Assert.IsType<MinuteWindowLimiter>(owner.Images);
        await limiter.AcquireAsync(1, Token);
        Task<RateLimitLease> waiting = limiter.AcquireAsync(1, Token).AsTask();

        owner.Dispose();

        Assert.False((await waiting.WaitAsync(Token)).IsAcquired);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => limiter.AcquireAsync(1, Token).AsTask());
        Assert.Throws<ObjectDisposedException>(() => limiter.AttemptAcquire(1));
    }

    [Fact]
    public async Task Dispose_CallsWaitForAPlace_EndsThemToo()
    {
        using ImageRateLimiter owner = new(new ImageRateLimiterOptions { MaxConcurrentCalls = 1 });
        RateLimiter limiter = Assert.IsType<ConcurrencyLimiter>(owner.Calls);
        await limiter.AcquireAsync(1, Token);
        Task<RateLimitLease> waiting = limiter.AcquireAsync(1, Token).AsTask();

        owner.Dispose();

        Assert.False((await waiting.WaitAsync(Token)).IsAcquired);
    }
}
