using System.Collections.Concurrent;
using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Answers one request after another, as the service does or as scripted.</summary>
internal sealed class RequestHandler(FakeGptImageServiceOptions options, CancellationToken stopping)
{
    private const int MaxBodyInMessage = 500;

    private readonly ConcurrentQueue<FakeOutcome> _outcomes = new();
    private readonly PictureShelf _shelf = new();

    public RequestLog Requests { get; } = new(options.MaxLoggedRequests, options.MaxLoggedBodyBytes);

    public RequestLog Unexpected { get; } = new(options.MaxLoggedRequests, options.MaxLoggedBodyBytes);

    public void Enqueue(FakeOutcome outcome) => _outcomes.Enqueue(outcome);

    public async Task<(FakeAnswer Answer, IReadOnlyDictionary<string, string> Headers)> AnswerAsync(FakeRequest request)
    {
        long started = options.TimeProvider.GetTimestamp();
        string requestId = "req_" + Guid.NewGuid().ToString("N");
        Requests.Add(request);
        bool isExpected = request is { Method: "POST", Endpoint: "images/generations" or "images/edits" } && request.Path.StartsWith("/v1/", StringComparison.Ordinal);
        FakeOutcome outcome = isExpected && _outcomes.TryDequeue(out FakeOutcome? scripted) ? scripted : FakeOutcome.Normal();
        if (outcome.Wait > TimeSpan.Zero)
        {
            await Task.Delay(outcome.Wait, options.TimeProvider, stopping).ConfigureAwait(false);
        }

        FakeAnswer answer = isExpected
            ? Cut(await AnswerAsync(request, outcome, requestId).ConfigureAwait(false), outcome.CutAfter)
            : Download(request) ?? Refuse(UnexpectedFault(request), request, requestId);
        Dictionary<string, string> headers = AnswerHeaders.For(answer, requestId, options.TimeProvider.GetElapsedTime(started));
        foreach (KeyValuePair<string, string> header in outcome.Headers)
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
        return FormattableString.Invariant($"{request.Method} {request.Path}, {request.Headers.GetValueOrDefault("Content-Type", "no content type")}, {request.Body.Length} bytes, {request.Images.Count} images: {shown}");
    }

    private async Task<FakeAnswer> AnswerAsync(FakeRequest request, FakeOutcome outcome, string requestId)
    {
        if (outcome.RawAnswer is not null)
        {
            return outcome.RawAnswer;
        }

        var today = DateOnly.FromDateTime(options.TimeProvider.GetUtcNow().UtcDateTime);
        bool isEdit = request.Endpoint == "images/edits";
        ServiceError? fault = outcome.Refusal ?? KeyFault(request) ?? new RequestRules(request, isEdit, today, options.PreviewAccess).FirstFault()
            ?? (request.Content.Find("stream")?.Text == "true" ? null : outcome.StreamFault);
        if (fault is not null)
        {
            return Refuse(fault, request, requestId);
        }

        ModelRule model = ModelRule.Find(request.Fields["model"], today) ?? throw new InvalidOperationException("The rules let an unknown model through.");
        var plan = PicturePlan.Of(request, model, options.Drawing, outcome.HasWrongFormat);
        IReadOnlyList<DrawnPicture> pictures = [];
        if (!outcome.HasNoData)
        {
            try
            {
                pictures = await DrawingRoom.DrawAsync(plan, stopping).ConfigureAwait(false);
            }
            catch (UnreadableInputException exception)
            {
                return Refuse(ErrorWording.BadImage(exception.Number), request, requestId);
            }
        }

        var facts = new AnswerFacts(plan, TokenUsage.Of(request, plan), options.TimeProvider.GetUtcNow(), EndUser(request), Writer(request, plan, outcome));
        return plan.IsStreamed ? Stream(facts, pictures, outcome, requestId) : SuccessWriter.Write(facts, pictures);
    }

    private FakeAnswer Stream(AnswerFacts facts, IReadOnlyList<DrawnPicture> pictures, FakeOutcome outcome, string requestId)
    {
        List<ImageEvent> events = ImageEvent.ListOf(pictures, facts.Plan.IsEdit);
        if (outcome.LastPartials is { } last)
        {
            events = [.. events.TakeWhile(item => item.PartialIndex < last)];
        }

        if (outcome.StreamFault is { } fault)
        {
            events.Add(new ImageEvent("error") { Error = ErrorWriter.Filled(fault, requestId, facts.Plan.Model.Id) });
        }

        return new FakeAnswer(200, EventStream.ContentType, []) { Pieces = EventStream.WriteAsync(events, facts, outcome.StreamOddities, Pause) };

        async Task Pause(CancellationToken aborted)
        {
            if (outcome.StreamPause > TimeSpan.Zero)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
                await Task.Delay(outcome.StreamPause, options.TimeProvider, either.Token).ConfigureAwait(false);
            }
        }
    }

    private PictureWriter Writer(FakeRequest request, PicturePlan plan, FakeOutcome outcome) =>
        new(outcome.PictureForm, plan.FileFormat, "http://" + request.Headers.GetValueOrDefault("Host", "127.0.0.1"), _shelf);

    private FakeAnswer? Download(FakeRequest request) => request.Method == "GET" ? _shelf.Find(request.Path) : null;

    private static FakeAnswer Cut(FakeAnswer answer, long? after) => answer with
    {
        CutAfter = after is { } bytes && answer.Pieces is null ? Math.Clamp(bytes, 0, Math.Max(0, answer.Body.Length - 1)) : after,
    };

    private static FakeAnswer Refuse(ServiceError fault, FakeRequest request, string requestId) =>
        ErrorWriter.Write(fault, requestId, request.Fields.GetValueOrDefault("model", "gpt-image-2"));

    private static string? EndUser(FakeRequest request) =>
        request.Content.Find("safety_identifier")?.Text is { Length: > 0 } identifier ? identifier : request.Content.Find("user")?.Text;

    private ServiceError? KeyFault(FakeRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? authorization) || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return ErrorWording.NoKey;
        }

        string key = authorization["Bearer ".Length..].Trim();
        return key == options.ApiKey ? null : ErrorWording.WrongKey(key);
    }

    private ServiceError UnexpectedFault(FakeRequest request)
    {
        Unexpected.Add(request);
        return new ServiceError(404, ErrorWording.RequestFault, null, null, $"Invalid URL ({request.Method} {request.Path}). The fake service did not expect this request: {Summary(request)}");
    }
}
