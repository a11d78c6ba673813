using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Tests;

public sealed class AttemptPermitTests
{
    private static readonly ComposedRequest Two = Plans.Compose(new TextToImageRequest("Two") { Count = 2 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcquireAsync_ImagesAreRefused_GivesThePlaceOfTheCallBack()
    {
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions
        {
            ImagesPerMinute = 3,
            MaxConcurrentCalls = 1,
            QueueLimit = 0,
            TimeProvider = new FakeTimeProvider(),
        });
        (await AcquireAsync(limiter)).Dispose();

        Failure first = (await Assert.ThrowsAsync<AttemptFailedException>(() => AcquireAsync(limiter))).Failure;
        Failure second = (await Assert.ThrowsAsync<AttemptFailedException>(() => AcquireAsync(limiter))).Failure;

        // A call that kept its place would have the second one refused there, which knows of no time to wait.
        Assert.Equal(TimeSpan.FromMinutes(1), first.Error.Delay);
        Assert.Equal(TimeSpan.FromMinutes(1), second.Error.Delay);
        Assert.Equal((FailureKind.RateLimit, ChargeState.NotSent, true), (first.Kind, first.Charge, first.IsLasting));
        Assert.Equal("Start fewer calls at once, or raise ImageRateLimiterOptions.QueueLimit.", first.Next);
    }

    [Fact]
    public async Task AcquireAsync_MoreThanEverPasses_SaysWhatCountsAndWhatToRaise()
    {
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = new FakeTimeProvider() });

        Failure failure = (await Assert.ThrowsAsync<AttemptFailedException>(() => AcquireAsync(limiter))).Failure;

        Assert.Equal(
            "One call counts 2 images (pictures asked for and input images), more than the rate limiter "
            + "(GptImageClientOptions.ImageRateLimiter) lets through in a minute.", failure.What);
        Assert.Equal(
            "Ask for fewer pictures or pass fewer input images, or raise ImageRateLimiterOptions.ImagesPerMinute.", failure.Next);
    }

    [Fact]
    public async Task AcquireAsync_LimiterThrows_SaysWhichAndWhat()
    {
        using BrokenLimiter broken = new(new InvalidOperationException("No connection."));
        using ImageRateLimiter limiter = new(broken);

        Failure failure = (await Assert.ThrowsAsync<AttemptFailedException>(() => AcquireAsync(limiter))).Failure;

        Assert.Equal(
            "The rate limiter (GptImageClientOptions.ImageRateLimiter) failed (InvalidOperationException): No connection.", failure.What);
        Assert.IsType<InvalidOperationException>(failure.Cause);
        Assert.Equal(ChargeState.NotSent, failure.Charge);
    }

    [Fact]
    public async Task AcquireAsync_NoMemory_IsNotExplainedAway()
    {
        using BrokenLimiter broken = new(new InsufficientMemoryException());
        using ImageRateLimiter limiter = new(broken);

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => AcquireAsync(limiter));
    }

    [Fact]
    public async Task Dispose_LimiterFailsToTakeItBack_GivesTheOtherBackAndThrowsNothing()
    {
        using BrokenLimiter images = new(null);
        using ConcurrencyLimiter calls = new(new ConcurrencyLimiterOptions { PermitLimit = 1 });
        using ImageRateLimiter limiter = new(images, calls);
        IDisposable permit = await AcquireAsync(limiter);

        permit.Dispose();

        Assert.Equal(1, calls.GetStatistics()?.CurrentAvailablePermits);
    }

    private static Task<IDisposable> AcquireAsync(ImageRateLimiter limiter) =>
        AttemptPermit.AcquireAsync(limiter, Two, NullLogger.Instance, Token).AsTask();

    /// <summary>Fails when it is asked, or, without a failure, when its permit comes back.</summary>
    private sealed class BrokenLimiter(Exception? failure) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            failure is null ? new ValueTask<RateLimitLease>(new BrokenLease()) : throw failure;
    }

    private sealed class BrokenLease : RateLimitLease
    {
        private bool _isAsked;

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (!_isAsked)
            {
                _isAsked = true;
                throw new IOException("The store of the fleet is gone.");
            }
        }
    }
}
