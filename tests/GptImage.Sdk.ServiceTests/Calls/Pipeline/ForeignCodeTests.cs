using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Code of the caller that fails within a call hides neither what the call may have cost nor what it brought.</summary>
public sealed class ForeignCodeTests
{
    private const string Failed = """{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}""";

    private static readonly byte[] Png = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApiKeyProvider_Throws_IsAnAuthenticationFailureThatIsNotRepeated()
    {
        InvalidOperationException cause = new("vault of tenant 4711");
        int asked = 0;
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.ApiKeyProvider = _ =>
        {
            asked++;
            throw cause;
        });

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Same(cause, exception.InnerException);
        Assert.Equal((1, 0), (asked, server.Requests.Count));
        Assert.Equal((0, ChargeState.NotSent), (exception.StatusCode, exception.Charge));
        Assert.Equal([ChargeState.NotSent], exception.Attempts.Select(attempt => attempt.Charge));
        Assert.Equal(
            "GptImageClientOptions.ApiKeyProvider failed (InvalidOperationException, the inner exception). Nothing was sent and nothing "
            + "charged.", exception.Message);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("cancel")]
    [InlineData("own")]
    [InlineData("later")]
    public async Task ApiKeyProvider_ThrowsOnARepeat_KeepsWhatTheFirstAttemptMayHaveCost(string failure)
    {
        Exception cause = failure switch
        {
            "http" => new HttpRequestException("no token"),
            "cancel" => new OperationCanceledException("its own time is up"),
            "own" => new GptImageConnectionException("a client of its own") { Charge = ChargeState.Charged },
            _ => new TimeoutException("no token"),
        };
        int asked = 0;
        await using RawServer server = RawServer.Answering(500, "application/json", Failed, "x-request-id: req_1\r\n");
        using GptImageClient client = Clients.For(server, options => options.ApiKeyProvider = async _ =>
        {
            if (++asked == 1)
            {
                return "sk-first";
            }

            await (failure == "later" ? Task.FromException(cause) : Task.CompletedTask);
            throw cause;
        });

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Same(cause, exception.InnerException);
        Assert.Equal((2, 1), (asked, server.Requests.Count));
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Equal(
            [(500, ChargeState.PossiblyCharged, "req_1"), (null, ChargeState.NotSent, null)],
            exception.Attempts.Select(attempt => (attempt.StatusCode, attempt.Charge, attempt.RequestId)));
        Assert.True(exception.RepeatCost > 0);
        Assert.Contains(
            "A picture may have been made and charged by an earlier attempt; sending", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-a b")]
    public async Task ApiKeyProvider_GivesNoUsableKey_SaysSoWithoutRepeatingIt(string key)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.ApiKeyProvider = _ => ValueTask.FromResult(key));

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(
            "GptImageClientOptions.ApiKeyProvider gave no usable key: it is empty, or has a line break, a space or a character beyond "
            + "ASCII. Nothing was sent and nothing charged.", exception.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ApiKeyProvider_NeverAnswersAndKnowsNoToken_DoesNotHoldUpTheCall()
    {
        FakeTimeProvider time = new();
        TaskCompletionSource<string> never = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options =>
        {
            options.TimeProvider = time;
            options.Retry.MaxAttempts = 1;
            options.ApiKeyProvider = _ =>
            {
                asked.SetResult();
                return new ValueTask<string>(never.Task);
            };
        });
        Task<ImageResult> call = client.GenerateAsync("A lighthouse", Token);
        await asked.Task;

        time.Advance(TimeSpan.FromMinutes(10));

        GptImageTimeoutException exception = await Assert.ThrowsAsync<GptImageTimeoutException>(() => call);
        Assert.Equal((TimeoutKind.Attempt, ChargeState.NotSent), (exception.Limit, exception.Charge));
    }

    [Fact]
    public async Task ApiKeyProvider_FailsBecauseTheCallerCancels_IsACancellation()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.ApiKeyProvider = async _ =>
        {
            await cancel.CancelAsync();
            throw new InvalidOperationException("no token, since it was cancelled");
        });

        OperationCanceledException exception =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GenerateAsync("A lighthouse", cancel.Token));

        Assert.Equal(cancel.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_ApiKeyProviderThrows_StopsTheJobAndKeepsItsWordsOutOfTheLedger()
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client =
            Clients.For(server, options => options.ApiKeyProvider = _ => throw new InvalidOperationException("secret of the vault"));

        ImageJobReport report = await client.RunAsync(
            [new TextToImageRequest("One"), new TextToImageRequest("Two")], new ImageJobOptions
            {
                OutputDirectory = scratch.Folder,
                MaxConcurrency = 1,
            }, cancellationToken: Token);

        Assert.IsType<GptImageAuthenticationException>(report.StoppedBy);
        Assert.Equal([ImageJobOutcome.Failed, ImageJobOutcome.NotStarted], report.Entries.Select(entry => entry.Outcome));
        Assert.DoesNotContain("vault", await File.ReadAllTextAsync(report.LedgerPath, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0, ChargeState.NotSent, typeof(GptImageConnectionException))]
    [InlineData(true, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException))]
    public async Task GenerateAsync_OwnHandlerThrows_IsJudgedByHowFarTheUploadGot(bool after, int requests, ChargeState charge, Type error)
    {
        NotSupportedException cause = new("this handler knows better");
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using SocketsHttpHandler sockets = new();
        using ThrowingHandler handler = new(sockets, cause, after);
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = "sk-test",
            BaseAddress = server.BaseAddress,
            Retry = { RepeatPossiblyCharged = false, BaseDelay = TimeSpan.Zero },
        }, handler);

        GptImageException exception = await Assert.ThrowsAnyAsync<GptImageException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.IsType(error, exception);
        Assert.Same(cause, exception.InnerException);
        Assert.Equal((requests, charge), (server.Requests.Count, exception.Charge));
        Assert.Single(exception.Attempts);
        Assert.StartsWith(
            "A message handler of this client failed (NotSupportedException): this handler knows better. ", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_OwnLimiterThrowsOnARepeat_KeepsWhatTheFirstAttemptMayHaveCost()
    {
        TimeoutException cause = new("the shared limiter is down");
        await using RawServer server = RawServer.Answering(500, "application/json", Failed);
        using FragileLimiter fragile = new(asked => asked == 1 ? null : cause, null);
        using ImageRateLimiter limiter = new(fragile);
        using GptImageClient client = Clients.For(server, options => options.ImageRateLimiter = limiter);

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Same(cause, exception.InnerException);
        Assert.Equal((1, ChargeState.PossiblyCharged), (server.Requests.Count, exception.Charge));
        Assert.Single(exception.Attempts);
        Assert.StartsWith(
            "The rate limiter (GptImageClientOptions.ImageRateLimiter) failed (TimeoutException): the shared limiter is down. A picture "
            + "may have been made and charged by an earlier attempt;", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, client.Spending.Reserved);
    }

    [Fact]
    public async Task GenerateAsync_OwnLimiterGivesUpByItself_IsNoCancellation()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using FragileLimiter fragile = new(_ => new OperationCanceledException("its own time is up"), null);
        using ImageRateLimiter limiter = new(fragile);
        using GptImageClient client = Clients.For(server, options => options.ImageRateLimiter = limiter);

        await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_OwnLimiterTakesNothingBack_CostsNoPicture()
    {
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs]);
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using FragileLimiter fragile = new(_ => null, new TimeoutException("the shared limiter is down"));
        using ImageRateLimiter limiter = new(fragile, fragile);
        using GptImageClient client = Clients.For(server, options =>
        {
            options.ImageRateLimiter = limiter;
            options.LoggerFactory = factory;
        });

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Png, result.Image.Bytes.ToArray());
        Assert.Equal(2, logs.Lines.Count(line => line.Contains("did not take a permit back", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task GenerateAsync_LimiterWasDisposed_IsARefusalOfTheLimiter()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1 });
        using GptImageClient client = Clients.For(server, options => options.ImageRateLimiter = limiter);
        limiter.Dispose();

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.IsType<ObjectDisposedException>(exception.InnerException);
        Assert.Empty(server.Requests);
    }

    private sealed class ThrowingHandler(HttpMessageHandler inner, Exception cause, bool after) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (after)
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
            }

            throw cause;
        }
    }

    /// <summary>A limiter of a fleet whose connection breaks.</summary>
    private sealed class FragileLimiter(Func<int, Exception?> onAsk, Exception? onGiveBack) : RateLimiter
    {
        private int _asked;

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            onAsk(++_asked) is { } failure
                ? ValueTask.FromException<RateLimitLease>(failure)
                : ValueTask.FromResult<RateLimitLease>(new Lease(onGiveBack));

        private sealed class Lease(Exception? onGiveBack) : RateLimitLease
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
                base.Dispose(disposing);
                if (onGiveBack is not null)
                {
                    throw onGiveBack;
                }
            }
        }
    }
}
