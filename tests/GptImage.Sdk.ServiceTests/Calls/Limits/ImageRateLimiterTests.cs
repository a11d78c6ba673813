using System.Text;
using System.Threading.RateLimiting;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class ImageRateLimiterTests
{
    private static readonly byte[] Png = Pictures.Png();

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_MoreImagesThanAMinuteTakes_WaitsForTheNext()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 5, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);
        await client.GenerateAsync(new TextToImageRequest("Three") { Count = 3 }, Token);

        Task<ImageResult> second = client.GenerateAsync(new TextToImageRequest("Three more") { Count = 3 }, Token);
        int sentAtOnce = service.Requests.Count;
        _time.Advance(TimeSpan.FromSeconds(59));
        int sentAfterAWhile = service.Requests.Count;
        _time.Advance(TimeSpan.FromSeconds(1));
        ImageResult result = await second;

        Assert.Equal((1, 1, 2), (sentAtOnce, sentAfterAWhile, service.Requests.Count));
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(result.Attempts).DelayBefore);
    }

    [Fact]
    public async Task GenerateAsync_Edit_CountsInputsToo()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 5, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);
        ImageInput input = ImageInput.FromBytes(Png);
        await client.GenerateAsync(new ImageToImageRequest("Edit", input, input, input), Token);

        Task<ImageResult> second = client.GenerateAsync(new TextToImageRequest("Two") { Count = 2 }, Token);

        Assert.False(second.IsCompleted);
        Assert.Single(service.Requests);
        _time.Advance(TimeSpan.FromMinutes(1));
        await second;
    }

    [Fact]
    public async Task GenerateAsync_TwoClientsOneLimiter_ShareIt()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = _time });
        using GptImageClient one = Client(service, limiter);
        using GptImageClient other = Client(service, limiter);
        await one.GenerateAsync("One", Token);

        Task<ImageResult> waiting = other.GenerateAsync("Two", Token);

        Assert.False(waiting.IsCompleted);
        Assert.Single(service.Requests);
        _time.Advance(TimeSpan.FromMinutes(1));
        await waiting;
    }

    [Fact]
    public async Task GenerateAsync_CancelledWhileWaiting_EndsAndLetsTheNextThrough()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 3, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);
        using CancellationTokenSource cancel = new();
        await client.GenerateAsync(new TextToImageRequest("Two") { Count = 2 }, Token);
        Task<ImageResult> large = client.GenerateAsync(new TextToImageRequest("Too large for now") { Count = 3 }, cancel.Token);
        Task<ImageResult> small = client.GenerateAsync("Small", Token);
        Assert.False(small.IsCompleted);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(0, client.Spending.Reserved);
    }

    [Fact]
    public async Task GenerateAsync_QueueIsFull_FailsAtOnceAndSendsNothing()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, QueueLimit = 1, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);
        await client.GenerateAsync("One", Token);
        Task<ImageResult> waiting = client.GenerateAsync("Two", Token);

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("Three", Token));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(exception.Attempts);
        Assert.Equal(TimeSpan.FromMinutes(1), exception.RetryAfter);
        Assert.Single(service.Requests);
        decimal reserved = client.Spending.Reserved;
        _time.Advance(TimeSpan.FromMinutes(1));
        ImageResult two = await waiting;
        Assert.Equal(client.Explain(new TextToImageRequest("Two")).Cost?.Maximum, reserved);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.Zero), (two.Attempts[0].DelayBefore, two.Attempts[0].Duration));
    }

    [Fact]
    public async Task GenerateAsync_MoreThanEverPasses_FailsAtOnce()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 5, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(
                () => client.GenerateAsync(new TextToImageRequest("Six") { Count = 6 }, Token));

        Assert.Contains("6 images", exception.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ConcurrentCalls_KeepWithinTheLimit()
    {
        int running = 0;
        int most = 0;
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            await connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png)));
        });
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { MaxConcurrentCalls = 2 });
        using GptImageClient client = Clients.For(server, options => options.ImageRateLimiter = limiter);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GenerateAsync("A lighthouse", Token)));

        Assert.InRange(most, 1, 2);
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public async Task GenerateAsync_OwnLimiter_IsAskedForEachImageBeforeEachAttempt()
    {
        int count = 0;
        await using RawServer server =
            RawServer.Start(
                (_, connection) =>
                connection.AnswerAsync(++count == 1 ? 503 : 200, "application/json",
                Encoding.UTF8.GetBytes(
                    count == 1 ? """{"error":{"message":"Overloaded","type":"server_error"}}""" : Pictures.Answer(Png, Png))));
        using CountingLimiter own = new();
        using (ImageRateLimiter limiter = new(own))
        {
            using GptImageClient client = Clients.For(server, options => options.ImageRateLimiter = limiter);
            await client.GenerateAsync(new TextToImageRequest("Two") { Count = 2 }, Token);
        }

        Assert.Equal([2, 2], own.Asked);
        Assert.Equal(2, own.GivenBack);
        Assert.False(own.IsDisposed);
    }

    [Fact]
    public async Task GenerateAsync_CallWaitsForItsRepeat_LetsOthersThrough()
    {
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) => ++count == 1
            ? connection.AnswerAsync(
                429, "application/json",
                """{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}"""u8.ToArray(),
                "retry-after: 50\r\n")
            : connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png))));
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { MaxConcurrentCalls = 1 });
        using GptImageClient client = Clients.For(server, options =>
        {
            options.ImageRateLimiter = limiter;
            options.TimeProvider = _time;
            options.TotalTimeout = options.AttemptTimeout = Timeout.InfiniteTimeSpan;
            options.OnAttempt = _ => failed.TrySetResult();
        });
        Task<ImageResult> first = client.GenerateAsync("One", Token);
        await failed.Task;

        ImageResult second = await client.GenerateAsync("Two", Token);

        Assert.Single(second.Attempts);
        Assert.False(first.IsCompleted);
        while (!first.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(50));
            await Task.Yield();
        }

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(50)], (await first).Attempts.Select(attempt => attempt.DelayBefore));
    }

    [Fact]
    public async Task GenerateAsync_WaitLongerThanTheTotalTimeout_IsNoTimeOfTheCall()
    {
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = _time });
        using GptImageClient client = Clients.For(service, options =>
        {
            options.ImageRateLimiter = limiter;
            options.TimeProvider = _time;
            options.TotalTimeout = TimeSpan.FromSeconds(30);
        });
        await client.GenerateAsync("One", Token);
        Task<ImageResult> waiting = client.GenerateAsync("Two", Token);

        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(TimeSpan.FromSeconds(60), (await waiting).Attempts[0].DelayBefore);
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task GenerateAsync_CanceledWhileItWaits_SaysWhatItWaitedFor()
    {
        using CancellationTokenSource cancel = new();
        using FakeGptImageService service = StartFake();
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);
        await client.GenerateAsync("One", Token);
        Task<ImageResult> waiting = client.GenerateAsync("Two", cancel.Token);

        await cancel.CancelAsync();

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(() => waiting);
        Assert.Equal(
            "The call was canceled while it waited for the rate limiter (GptImageClientOptions.ImageRateLimiter). Nothing was sent and "
            + "nothing charged.", exception.Message);
        Assert.Equal((ChargeState.NotSent, cancel.Token), (exception.Charge, exception.CancellationToken));
        Assert.Single(service.Requests);
        Assert.Equal(0, client.Spending.Reserved);
    }

    [Fact]
    public async Task Dispose_CallsWait_EndsThem()
    {
        using FakeGptImageService service = StartFake();
        ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = _time });
        using GptImageClient client = Client(service, limiter);
        await client.GenerateAsync("One", Token);
        Task<ImageResult> waiting = client.GenerateAsync("Two", Token);

        limiter.Dispose();

        await Assert.ThrowsAsync<GptImageRateLimitException>(() => waiting);
    }

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(null, 0, 1)]
    [InlineData(1, 1, -1)]
    public void Constructor_ImpossibleNumber_IsRefused(int? images, int? calls, int queue) =>
        Assert.Throws<ArgumentException>(
            () =>
            new ImageRateLimiter(new ImageRateLimiterOptions
            {
                ImagesPerMinute = images,
                MaxConcurrentCalls = calls,
                QueueLimit = queue,
            }).Dispose());

    private static FakeGptImageService StartFake() =>
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private GptImageClient Client(FakeGptImageService service, ImageRateLimiter limiter) => Clients.For(service, options =>
    {
        options.ImageRateLimiter = limiter;
        options.TimeProvider = _time;
    });

    /// <summary>A limiter as a fleet would share it: notes what it is asked for.</summary>
    private sealed class CountingLimiter : RateLimiter
    {
        public List<int> Asked { get; } = [];

        public int GivenBack { get; private set; }

        public bool IsDisposed { get; private set; }

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            Asked.Add(permitCount);
            return ValueTask.FromResult<RateLimitLease>(new Lease(() => GivenBack++));
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }

        private sealed class Lease(Action onDispose) : RateLimitLease
        {
            public override bool IsAcquired => true;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = null;
                return false;
            }

            protected override void Dispose(bool disposing)
            {
                onDispose();
                base.Dispose(disposing);
            }
        }
    }
}
