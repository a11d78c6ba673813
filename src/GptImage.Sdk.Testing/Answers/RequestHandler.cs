using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using WireMock;

namespace GptImage.Sdk.Testing;

/// <summary>Answers one request after another, as the service does or as scripted.</summary>
internal sealed class RequestHandler
{
    private const int MaxBodyInMessage = 500;

    /// <summary>More scripted outcomes than that do not wait when they come over HTTP.</summary>
    private const int MaxWaiting = 10_000;

    private readonly FakeGptImageServiceOptions _options;
    private readonly CancellationToken _stopping;
    private readonly ConcurrentQueue<FakeOutcome> _outcomes = new();
    private readonly PictureShelf _shelf = new();
    private readonly ReferenceReader _references;
    private readonly FileAnswers _files;
    private readonly ImageAnswers _images;
    private readonly ControlAnswers _control;

    public RequestHandler(FakeGptImageServiceOptions options, CancellationToken stopping)
    {
        _options = options;
        _stopping = stopping;
        Requests = new RequestLog(options.MaxLoggedRequests, options.MaxLoggedBodyBytes);
        Unexpected = new RequestLog(options.MaxLoggedRequests, options.MaxLoggedBodyBytes);
        var store = new FileStore(options.TimeProvider);
        _references = new ReferenceReader(store, StandInPicture.Draw);
        _files = new FileAnswers(store);
        _images = new ImageAnswers(options, _shelf, stopping);
        _control = new ControlAnswers(this);
    }

    public RequestLog Requests { get; }

    public RequestLog Unexpected { get; }

    public void Enqueue(FakeOutcome outcome)
    {
        for (int time = 0; time < outcome.Times; time++)
        {
            _outcomes.Enqueue(outcome with { Times = 1 });
        }
    }

    /// <summary>Queues outcomes and tells how many wait now.</summary>
    /// <exception cref="ScriptException">Too many wait already.</exception>
    public int Enqueue(IReadOnlyList<FakeOutcome> outcomes)
    {
        if (_outcomes.Count + outcomes.Count > MaxWaiting)
        {
            throw new ScriptException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Up to {MaxWaiting} outcomes can wait; {_outcomes.Count} do. "
                    + $"DELETE {ControlAnswers.Prefix}outcomes takes them away."));
        }

        foreach (FakeOutcome outcome in outcomes)
        {
            Enqueue(outcome);
        }

        return _outcomes.Count;
    }

    /// <summary>Gets the outcomes that no request has used up, the next first.</summary>
    public IReadOnlyList<FakeOutcome> Waiting => [.. _outcomes];

    public void ClearOutcomes() => _outcomes.Clear();

    public void ClearRequests()
    {
        Requests.Clear();
        Unexpected.Clear();
    }

    public async Task<(FakeAnswer Answer, IReadOnlyDictionary<string, string> Headers)> AnswerAsync(IRequestMessage message)
    {
        if (message.Path.StartsWith(ControlAnswers.Prefix, StringComparison.Ordinal))
        {
            FakeAnswer told = _control.Answer(message.Method, message.Path, message.BodyAsBytes ?? []);
            return (told, new Dictionary<string, string> { ["Content-Type"] = told.ContentType });
        }

        long started = _options.TimeProvider.GetTimestamp();
        string requestId = "req_" + Guid.NewGuid().ToString("N");
        FakeRequest request = RequestReader.Read(message, _references);
        Requests.Add(request);
        bool isExpected = IsExpected(request);
        FakeOutcome outcome = isExpected && _outcomes.TryDequeue(out FakeOutcome? scripted) ? scripted : FakeOutcome.Normal();
        if (outcome.Wait > TimeSpan.Zero)
        {
            await Task.Delay(outcome.Wait, _options.TimeProvider, _stopping).ConfigureAwait(false);
        }

        FakeAnswer answer = isExpected
            ? Cut(await AnswerAsync(request, outcome, requestId).ConfigureAwait(false), outcome.CutAfter)
            : Download(request) ?? Refuse(UnexpectedFault(request), request, requestId);
        Dictionary<string, string> headers = AnswerHeaders.For(answer, requestId, _options.TimeProvider.GetElapsedTime(started));
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
            || ModelAnswers.Has(request.Method, request.Endpoint));

    private async Task<FakeAnswer> AnswerAsync(FakeRequest request, FakeOutcome outcome, string requestId)
    {
        if (outcome.RawAnswer is not null)
        {
            return outcome.RawAnswer;
        }

        if ((outcome.Refusal ?? KeyFault(request)) is { } fault)
        {
            return Refuse(fault, request, requestId);
        }

        var today = DateOnly.FromDateTime(_options.TimeProvider.GetUtcNow().UtcDateTime);
        (FakeAnswer? answer, ServiceError? refusal) = request.Endpoint.Split('/')[0] switch
        {
            "files" => _files.Answer(request),
            "models" => ModelAnswers.Answer(request, today),
            _ => await _images.AnswerAsync(request, outcome, today, requestId).ConfigureAwait(false),
        };
        return answer ?? Refuse(refusal ?? throw new InvalidOperationException("Neither an answer nor a refusal."), request, requestId);
    }

    private static FakeAnswer Refuse(ServiceError fault, FakeRequest request, string requestId) =>
        ErrorWriter.Write(fault, requestId, request.Fields.GetValueOrDefault("model", "gpt-image-2"));

    private static FakeAnswer Cut(FakeAnswer answer, long? after) => answer with
    {
        CutAfter = after is { } bytes && answer.Pieces is null ? Math.Clamp(bytes, 0, Math.Max(0, answer.Body.Length - 1)) : after,
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
