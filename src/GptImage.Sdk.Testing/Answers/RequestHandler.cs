using System.Globalization;
using System.Text;
using WireMock;

namespace GptImage.Sdk.Testing;

/// <summary>Answers one request after another, as the service does or as scripted.</summary>
internal sealed class RequestHandler : IDisposable
{
    private const int MaxBodyInMessage = 500;

    /// <summary>More scripted outcomes than that do not wait when they come over HTTP.</summary>
    private const int MaxWaiting = 10_000;

    private readonly FakeGptImageServiceOptions _options;
    private readonly CancellationToken _stopping;
    private readonly OutcomeQueue _outcomes = new();
    private readonly PictureShelf _shelf = new();
    private readonly ReferenceReader _references;
    private readonly FileAnswers _files;
    private readonly ImageAnswers _images;
    private readonly ImageAnswers _lines;
    private readonly ContentFolder _folder = new();
    private readonly BatchStore _batches;
    private readonly BatchAnswers _batchAnswers;
    private readonly ResponseAnswers _responses;
    private readonly ControlAnswers _control;
    private readonly AzureDoor? _azure;

    public RequestHandler(FakeGptImageServiceOptions options, CancellationToken stopping)
    {
        _options = options;
        _stopping = stopping;
        Requests = new RequestLog(options.MaxLoggedRequests, options.MaxLoggedBodyBytes);
        Unexpected = new RequestLog(options.MaxLoggedRequests, options.MaxLoggedBodyBytes);
        var store = new FileStore(options.TimeProvider);
        _references = new ReferenceReader(store, StandInPicture.Draw);
        _files = new FileAnswers(store);
        ImageLimiter? limiter = options.ImagesPerMinute is { } limit ? new ImageLimiter(limit, options.TimeProvider) : null;
        _images = new ImageAnswers(options, limiter, _shelf, stopping);
        // Batches have limits of their own.
        _lines = new ImageAnswers(options, limiter: null, _shelf, stopping);
        var runner = new LineRunner(_references, AnswerLineAsync);
        _batches = new BatchStore(new BatchServices(options.TimeProvider, options.BatchStep, store, _folder, runner));
        _batchAnswers = new BatchAnswers(_batches, store, stopping);
        _responses = new ResponseAnswers(
            new ResponseStore(options.TimeProvider, options.ResponseLifetime), _references, new CallRunner(_images.DrawAsync), options,
            stopping);
        _control = new ControlAnswers(this);
        _azure = options.Azure is { } azure ? new AzureDoor(azure, options.ApiKey) : null;
    }

    public RequestLog Requests { get; }

    public RequestLog Unexpected { get; }

    /// <summary>Gets the batches, the oldest first.</summary>
    public IEnumerable<BatchSnapshot> Batches => _batches.All().Select(batch => batch.Snapshot);

    public void Enqueue(FakeOutcome outcome)
    {
        for (int time = 0; time < outcome.Times; time++)
        {
            _outcomes.Add(outcome with { Times = 1 });
        }
    }

    /// <summary>Queues outcomes and tells how many wait now.</summary>
    /// <exception cref="ScriptException">Too many wait already.</exception>
    public int Enqueue(IReadOnlyList<FakeOutcome> outcomes)
    {
        int waiting = _outcomes.Waiting.Count;
        if (waiting + outcomes.Count > MaxWaiting)
        {
            throw new ScriptException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Up to {MaxWaiting} outcomes can wait; {waiting} do. "
                    + $"DELETE {ControlAnswers.Prefix}outcomes takes them away."));
        }

        foreach (FakeOutcome outcome in outcomes)
        {
            waiting = _outcomes.Add(outcome);
        }

        return waiting;
    }

    /// <summary>Gets the outcomes that no request has used up, the next first.</summary>
    public IReadOnlyList<FakeOutcome> Waiting => _outcomes.Waiting;

    public void ClearOutcomes() => _outcomes.Clear();

    public void ClearRequests()
    {
        Requests.Clear();
        Unexpected.Clear();
    }

    /// <summary>Moves each batch on by so many states.</summary>
    public Task MoveBatchesAsync(int steps, CancellationToken cancellationToken) => _batches.MoveAsync(steps, cancellationToken);

    public void Dispose()
    {
        _batches.Dispose();
        _folder.Dispose();
    }

    public async Task<(FakeAnswer Answer, IReadOnlyDictionary<string, string> Headers)> AnswerAsync(IRequestMessage message)
    {
        if (message.Path.StartsWith(ControlAnswers.Prefix, StringComparison.Ordinal))
        {
            FakeAnswer told = await _control.AnswerAsync(message.Method, message.Path, message.BodyAsBytes ?? [], _stopping)
                .ConfigureAwait(false);
            return (told, new Dictionary<string, string> { ["Content-Type"] = told.ContentType });
        }

        long started = _options.TimeProvider.GetTimestamp();
        FakeRequest request = RequestReader.Read(message, _references);
        Requests.Add(request);
        AzureRequest? azure = _azure?.Admit(request);
        string requestId = azure is null ? "req_" + Guid.NewGuid().ToString("N") : Guid.NewGuid().ToString();
        bool isExpected = azure is not null || IsExpected(request);
        FakeOutcome outcome = isExpected ? _outcomes.Take(azure?.Served ?? request) : FakeOutcome.Normal();
        if (outcome.Wait > TimeSpan.Zero)
        {
            await Task.Delay(outcome.Wait, _options.TimeProvider, _stopping).ConfigureAwait(false);
        }

        FakeAnswer answer = isExpected
            ? Cut(await AnswerAsync(request, azure, outcome, requestId).ConfigureAwait(false), outcome.CutAfter)
            : Download(request) ?? Refuse(UnexpectedFault(request), request, requestId);
        Dictionary<string, string> headers = azure is null
            ? AnswerHeaders.For(answer, requestId, _options.TimeProvider.GetElapsedTime(started))
            : AnswerHeaders.ForAzure(answer, requestId);
        foreach (KeyValuePair<string, string> header in answer.Headers.Concat(outcome.Headers))
        {
            headers[header.Key] = header.Value;
        }

        request.Answered(answer.StatusCode);
        return (answer, headers);
    }

    /// <summary>Tells what a request is, for a person who did not expect it.</summary>
    public static string Summary(FakeRequest request)
    {
        string body = request.Fields.Count > 0
            ? string.Join(", ", request.Fields.Select(field => $"{field.Key}={field.Value}"))
            : Encoding.UTF8.GetString(request.Body.Span[..Math.Min(request.Body.Length, MaxBodyInMessage)]);
        string shown = body.Length > MaxBodyInMessage ? body[..MaxBodyInMessage] + "…" : body;
        return string.Create(CultureInfo.InvariantCulture,
            $"{request.Method} {request.Path}, {request.Headers.GetValueOrDefault("Content-Type", "no content type")}, "
            + $"{request.Body.Length} bytes, {request.Images.Count} images: {shown}");
    }

    private static bool IsExpected(FakeRequest request) => request.Path.StartsWith("/v1/", StringComparison.Ordinal)
        && (ImageAnswers.Has(request.Method, request.Endpoint) || FileAnswers.Has(request.Method, request.Endpoint)
            || ModelAnswers.Has(request.Method, request.Endpoint) || BatchAnswers.Has(request.Method, request.Endpoint)
            || ResponseAnswers.Has(request.Method, request.Endpoint));

    private async Task<FakeAnswer> AnswerAsync(FakeRequest request, AzureRequest? azure, FakeOutcome outcome, string requestId)
    {
        if (outcome.RawAnswer is not null)
        {
            return outcome.RawAnswer;
        }

        if (outcome.Refusal is null && azure is { Refusal: { } refused })
        {
            return refused;
        }

        request = azure?.Served ?? request;
        if ((outcome.Refusal ?? (azure is null ? KeyFault(request) : azure.Fault)) is { } fault)
        {
            return Refuse(fault, request, requestId);
        }

        DateOnly today = Today();
        (FakeAnswer? answer, ServiceError? refusal) = request.Endpoint.Split('/')[0] switch
        {
            "files" => _files.Answer(request),
            "batches" => await _batchAnswers.AnswerAsync(request, outcome).ConfigureAwait(false),
            "responses" => await _responses.AnswerAsync(request, outcome, today, requestId).ConfigureAwait(false),
            "models" => ModelAnswers.Answer(request, today),
            _ => await _images.AnswerAsync(request, outcome, today, requestId).ConfigureAwait(false),
        };
        return answer ?? Refuse(refusal, request, requestId);
    }

    private async Task<FakeAnswer> AnswerLineAsync(FakeRequest request, FakeOutcome outcome, string requestId)
    {
        if (outcome.RawAnswer is not null || outcome.Refusal is not null)
        {
            return outcome.RawAnswer ?? Refuse(outcome.Refusal, request, requestId);
        }

        (FakeAnswer? answer, ServiceError? refusal) =
            await _lines.AnswerAsync(request, outcome, Today(), requestId).ConfigureAwait(false);
        return answer ?? Refuse(refusal, request, requestId);
    }

    private DateOnly Today() => DateOnly.FromDateTime(_options.TimeProvider.GetUtcNow().UtcDateTime);

    private static FakeAnswer Refuse(ServiceError? fault, FakeRequest request, string requestId) => ErrorWriter.Write(
        fault ?? throw new InvalidOperationException("Neither an answer nor a refusal."),
        requestId,
        request.Fields.GetValueOrDefault("model", "gpt-image-2"));

    private static FakeAnswer Cut(FakeAnswer answer, long? after) => answer with
    {
        CutAfter = after is { } bytes && (answer.Pieces is null ? answer.Body.Length : answer.PiecesLength) is { } length
            ? Math.Clamp(bytes, 0, Math.Max(0, length - 1))
            : after,
    };

    private FakeAnswer? Download(FakeRequest request) => request.Method == "GET" ? _shelf.Find(request.Path) : null;

    private ServiceError? KeyFault(FakeRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? authorization)
            || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return ErrorWording.NoKey;
        }

        string key = authorization["Bearer ".Length..].Trim();
        return key == _options.ApiKey ? null : ErrorWording.WrongKey(key);
    }

    private ServiceError UnexpectedFault(FakeRequest request)
    {
        Unexpected.Add(request);
        return new ServiceError(
            404, ErrorWording.RequestFault, null, null,
            $"Invalid URL ({request.Method} {request.Path}). The fake service did not expect this request: {Summary(request)}");
    }
}
