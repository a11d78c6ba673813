using System.Globalization;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;

namespace GptImage.Sdk.Testing;

/// <summary>A fake of the GPT Image service over real HTTP on loopback: as strict as the service, deterministic, and it draws real
/// pictures.</summary>
/// <threadsafety static="true" instance="true"/>
public sealed class FakeGptImageService : IDisposable
{
    private const int MaxImagesPerMinute = 1_000_000;

    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestHandler _handler;
    private readonly WireMockServer _server;
    private int _disposed;

    private FakeGptImageService(FakeGptImageServiceOptions options)
    {
        ApiKey = options.ApiKey;
        _handler = new RequestHandler(options, _stopping.Token);
        _server = Listener.Start(options.Port);
        _server.Given(Request.Create().WithPath("/*")).RespondWith(Response.Create().WithCallback(AnswerAsync));
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_server.Port}/v1/"));
    }

    /// <summary>Gets the address to give to a client.</summary>
    /// <value><c>http://127.0.0.1:PORT/v1/</c>.</value>
    public Uri BaseAddress { get; }

    /// <summary>Gets the address of the resource of Azure, to give to a client as its endpoint. It answers when
    /// <see cref="FakeGptImageServiceOptions.Azure"/> is set.</summary>
    /// <value><c>http://127.0.0.1:PORT/</c>.</value>
    public Uri AzureEndpoint => new(BaseAddress, "/");

    /// <summary>Gets the address under which other programs script and watch the service: <c>POST outcomes</c>, <c>GET
    /// requests</c>.</summary>
    /// <value><c>http://127.0.0.1:PORT/__fake/</c>.</value>
    public Uri ControlAddress => new(BaseAddress, ControlAnswers.Prefix);

    /// <summary>Gets the key that callers must send.</summary>
    public string ApiKey { get; }

    /// <summary>Gets the requests that have arrived, the oldest first: a copy, which later requests do not change.</summary>
    /// <value>At most <see cref="FakeGptImageServiceOptions.MaxLoggedRequests"/>, unexpected ones included.</value>
    public IReadOnlyList<FakeRequest> Requests => _handler.Requests.Snapshot();

    /// <summary>Gets the requests to a path or with a method that the service does not have, the oldest first.</summary>
    /// <value>At most <see cref="FakeGptImageServiceOptions.MaxLoggedRequests"/>.</value>
    public IReadOnlyList<FakeRequest> UnexpectedRequests => _handler.Unexpected.Snapshot();

    /// <summary>Gets the batches, the oldest first, as they were when they were last asked for or moved: a copy.</summary>
    public IReadOnlyList<FakeBatch> Batches => [.. _handler.Batches.Select(batch => batch.ToFakeBatch())];

    /// <summary>Starts a service on a free port.</summary>
    /// <returns>The running service; dispose it to stop it.</returns>
    public static FakeGptImageService Start() => Start(new FakeGptImageServiceOptions());

    /// <summary>Starts a service.</summary>
    /// <param name="options">What differs from the defaults; copied.</param>
    /// <returns>The running service; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot be: an empty key, a port outside 0 to 65535, a log for no
    /// request, a limit of no picture, a negative time.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static FakeGptImageService Start(FakeGptImageServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ApiKey);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, 65_535);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxLoggedRequests, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxLoggedBodyBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ImagesPerMinute ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ImagesPerMinute ?? 1, MaxImagesPerMinute);
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ResponseLifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(
            options.BatchStep == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : options.BatchStep, TimeSpan.Zero);
        return new FakeGptImageService(new FakeGptImageServiceOptions
        {
            ApiKey = options.ApiKey,
            Port = options.Port,
            Drawing = options.Drawing,
            TimeProvider = options.TimeProvider,
            MaxLoggedRequests = options.MaxLoggedRequests,
            MaxLoggedBodyBytes = options.MaxLoggedBodyBytes,
            PreviewAccess = options.PreviewAccess,
            SvgModelSelection = options.SvgModelSelection,
            ImagesPerMinute = options.ImagesPerMinute,
            RateLimitHeaders = options.RateLimitHeaders,
            EditDrift = options.EditDrift,
            EditResize = options.EditResize,
            ContentCredentials = options.ContentCredentials,
            BatchStep = options.BatchStep,
            ResponseLifetime = options.ResponseLifetime,
            Azure = options.Azure?.Copy(),
        });
    }

    /// <summary>Scripts what happens to the next request to a known endpoint; several calls queue up, first in, first out.</summary>
    /// <param name="outcome">The outcome, used up by one request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="outcome"/> is null.</exception>
    public void Enqueue(FakeOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        _handler.Enqueue(outcome);
    }

    /// <summary>Moves each batch that is not over to its next state, regardless of the clock: from <c>validating</c> to
    /// <c>in_progress</c>, <c>finalizing</c> and <c>completed</c>, or to the end that was scripted. The lines that are due are
    /// run.</summary>
    /// <param name="steps">By how many states; 3 complete a new batch.</param>
    /// <param name="cancellationToken">Stops waiting for batches that are being run.</param>
    /// <returns>A task that ends when all batches have moved.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than 1.</exception>
    public Task MoveBatchesAsync(int steps = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return _handler.MoveBatchesAsync(steps, cancellationToken);
    }

    /// <summary>Removes the outcomes that no request has used, so that they do not affect the next test.</summary>
    public void ClearOutcomes() => _handler.ClearOutcomes();

    /// <summary>Throws if an outcome is left that no request has used.</summary>
    /// <exception cref="InvalidOperationException">There is one; the message names them.</exception>
    public void ThrowIfUnused()
    {
        IReadOnlyList<FakeOutcome> waiting = _handler.Waiting;
        if (waiting.Count > 0)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting.Count} scripted outcomes were not used up by a request: "
                + $"{string.Join(", ", waiting.Select(outcome => outcome.Name))}. Send the requests that they are for, or call "
                + $"ClearOutcomes."));
        }
    }

    /// <summary>Forgets the requests that have arrived, unexpected ones included.</summary>
    public void ClearRequests() => _handler.ClearRequests();

    /// <summary>Throws if a request arrived for an endpoint that the service does not have.</summary>
    /// <exception cref="InvalidOperationException">There was one; the message shows it.</exception>
    public void ThrowIfUnexpected()
    {
        IReadOnlyList<FakeRequest> unexpected = UnexpectedRequests;
        if (unexpected.Count > 0)
        {
            throw new InvalidOperationException("The fake service got requests it did not expect:" + Environment.NewLine
                + string.Join(Environment.NewLine, unexpected.Select(RequestHandler.Summary)));
        }
    }

    /// <summary>Stops the service and drops delayed answers. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _stopping.Cancel();
        _server.Stop();
        _server.Dispose();
        _handler.Dispose();
        _stopping.Dispose();
    }

    private async Task<IResponseMessage> AnswerAsync(IRequestMessage message)
    {
        (FakeAnswer answer, IReadOnlyDictionary<string, string> headers) = await _handler.AnswerAsync(message).ConfigureAwait(false);
        Delivery.Take(answer);
        return new ResponseMessage
        {
            StatusCode = answer.StatusCode,
            Headers = headers.ToDictionary(header => header.Key, header => new WireMockList<string>(header.Value)),
        };
    }
}
