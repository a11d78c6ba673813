namespace GptImage.Sdk.Testing;

/// <summary>Answers generations and edits: judges, draws, and writes what was drawn.</summary>
/// <param name="options">What the account may.</param>
/// <param name="limiter">Counts the pictures of a minute; null when there is no limit.</param>
/// <param name="shelf">Where pictures wait that are answered as addresses.</param>
/// <param name="stopping">Gives up what is being drawn.</param>
internal sealed class ImageAnswers(
    FakeGptImageServiceOptions options, ImageLimiter? limiter, PictureShelf shelf, CancellationToken stopping)
{
    public static bool Has(string method, string endpoint) => method == "POST" && endpoint is "images/generations" or "images/edits";

    public async Task<(FakeAnswer? Answer, ServiceError? Fault)> AnswerAsync(
        FakeRequest request, FakeOutcome outcome, DateOnly today, string requestId)
    {
        bool isStreamed = request.Content.Find("stream")?.Text == "true";
        (AnswerFacts? facts, IReadOnlyList<DrawnPicture> pictures, ServiceError? fault, IReadOnlyDictionary<string, string> limitHeaders) =
            await DrawWithinLimitAsync(request, isStreamed ? null : outcome.StreamFault, outcome, today).ConfigureAwait(false);
        if (facts is null)
        {
            return (null, fault);
        }

        FakeAnswer answer = isStreamed ? Stream(facts, pictures, outcome, requestId) : SuccessWriter.Write(facts, pictures);
        return (answer with { Headers = limitHeaders }, null);
    }

    /// <summary>Judges and draws; what is drawn is written by somebody else.</summary>
    public async Task<(AnswerFacts? Facts, IReadOnlyList<DrawnPicture> Pictures, ServiceError? Fault)> DrawAsync(
        FakeRequest request, FakeOutcome outcome, DateOnly today)
    {
        (AnswerFacts? facts, IReadOnlyList<DrawnPicture> pictures, ServiceError? fault, _) =
            await DrawWithinLimitAsync(request, null, outcome, today).ConfigureAwait(false);
        return (facts, pictures, fault);
    }

    private async Task<(AnswerFacts? Facts, IReadOnlyList<DrawnPicture> Pictures, ServiceError? Fault,
        IReadOnlyDictionary<string, string> LimitHeaders)> DrawWithinLimitAsync(
        FakeRequest request, ServiceError? scripted, FakeOutcome outcome, DateOnly today)
    {
        Dictionary<string, string> none = [];
        if ((new RequestRules(request, today, options).FirstFault() ?? scripted) is { } fault)
        {
            return (null, [], fault, none);
        }

        ModelRule model = ModelRule.Find(request.Fields["model"], today)
            ?? throw new InvalidOperationException("The rules let an unknown model through.");
        PicturePlan plan = PicturePlan.FromRequest(request, model, options, outcome.HasWrongFormat) with
        {
            IsMisspelt = outcome.IsMisspelt,
        };
        (ServiceError? overLimit, IReadOnlyDictionary<string, string> limitHeaders) = Limit(plan.Count);
        if (overLimit is not null)
        {
            return (null, [], overLimit, limitHeaders);
        }

        IReadOnlyList<DrawnPicture> pictures = [];
        if (!outcome.HasNoData)
        {
            try
            {
                pictures = await DrawingRoom.DrawAsync(plan, stopping).ConfigureAwait(false);
            }
            catch (UnreadableInputException exception)
            {
                return (null, [], ErrorWording.BadImage(exception.Number), none);
            }
        }

        var facts =
            new AnswerFacts(plan, TokenUsage.Count(request, plan), options.TimeProvider.GetUtcNow(), EndUser(request),
            Writer(request, plan, outcome))
            {
                SvgUsage = plan.Format == "svg" ? SvgUsage.Count(SvgRule.Read(request.Content), plan.Prompt, pictures) : null,
            };
        return (facts, pictures, null, limitHeaders);
    }

    private (ServiceError? Fault, IReadOnlyDictionary<string, string> Headers) Limit(int count)
    {
        // Without a limit, the numbers that were recorded.
        (ServiceError? fault, IReadOnlyDictionary<string, string> headers) = limiter?.Take(count)
            ?? (null, ImageLimiter.HeadersOf(50_000, 1, TimeSpan.FromMilliseconds(1)));
        headers = options.RateLimitHeaders
            ? headers
            : headers.Where(header => !header.Key.StartsWith("x-ratelimit-", StringComparison.Ordinal)).ToDictionary();
        return (fault is null ? null : fault with { Headers = headers }, headers);
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

        return new FakeAnswer(200, EventStream.ContentType, [])
        {
            Pieces = EventStream.WriteAsync(
                [.. events.Select(item => new StreamFrame(item.Type, () => ImageEventWriter.Write(item, facts)))],
                outcome.StreamOddities,
                EventPause.For(outcome, options.TimeProvider, stopping)),
        };
    }

    private PictureWriter Writer(FakeRequest request, PicturePlan plan, FakeOutcome outcome) =>
        new(outcome.PictureForm, plan.FileFormat, "http://" + request.Headers.GetValueOrDefault("Host", "127.0.0.1"), shelf);

    private static string? EndUser(FakeRequest request) =>
        request.Content.Find("safety_identifier")?.Text is { Length: > 0 } identifier ? identifier : request.Content.Find("user")?.Text;
}
