using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>What the fake service does with the next request instead of, or before, its normal answer.</summary>
/// <remarks>Outcomes wait in a queue (<see cref="FakeGptImageService.Enqueue"/>); each is used up by one request to a known
/// endpoint, or to <see cref="Endpoint"/>, unless its documentation says otherwise.</remarks>
public sealed record FakeOutcome
{
    private readonly string? _endpoint;

    private FakeOutcome()
    {
    }

    /// <summary>Gets headers to add to the answer, or to set instead of the usual ones: <c>retry-after-ms</c>,
    /// <c>x-should-retry</c>.</summary>
    /// <value>Empty by default, save for outcomes whose documentation names a header.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets how the stream is written when the answer is one; it goes with every outcome.</summary>
    /// <value>Default: <see cref="FakeStreamOddities.None"/>.</value>
    public FakeStreamOddities StreamOddities { get; init; }

    /// <summary>Gets which requests the outcome is for: it waits until one of them comes.</summary>
    /// <value>A method and a path below the version, <c>*</c> for any one part: <c>POST batches</c>, <c>GET files/*/content</c>.
    /// Default: <see langword="null"/>, the next request to any known endpoint.</value>
    /// <exception cref="ArgumentException">The value has another form.</exception>
    public string? Endpoint
    {
        get => _endpoint;
        init => _endpoint = value is null || EndpointPattern.IsValid(value)
            ? value
            : throw new ArgumentException($"An endpoint is {EndpointPattern.Form}. This is '{value}'.", nameof(value));
    }

    /// <summary>Gets what the outcome is called in messages.</summary>
    internal string Name => Refusal is { } refusal
        ? string.Create(CultureInfo.InvariantCulture, $"{refusal.StatusCode} {refusal.Code ?? refusal.Type}")
        : RawAnswer is { } answer ? string.Create(CultureInfo.InvariantCulture, $"{answer.StatusCode} {answer.ContentType}")
        : StreamFault is { } fault ? $"stream error {fault.Code}"
        : LastPartials is not null || CutAfter is not null ? "a cut answer"
        : Wait > TimeSpan.Zero || StreamPause > TimeSpan.Zero ? "a slow answer"
        : IsMisspelt ? "a wrong letter"
        : BatchOutcome is not null ? "a batch"
        : ResponseOutcome is not null ? "a response"
        : HasNoData || HasWrongFormat || PictureForm != default || StreamOddities != default ? "an odd answer"
        : "a normal answer";

    internal FakeBatchOutcome? BatchOutcome { get; private init; }

    internal FakeResponseOutcome? ResponseOutcome { get; private init; }

    internal ServiceError? Refusal { get; private init; }

    internal ServiceError? StreamFault { get; private init; }

    internal int? LastPartials { get; private init; }

    internal TimeSpan StreamPause { get; private init; }

    internal long? CutAfter { get; private init; }

    internal PictureForm PictureForm { get; private init; }

    internal bool HasWrongFormat { get; private init; }

    internal FakeAnswer? RawAnswer { get; private init; }

    internal TimeSpan Wait { get; private init; }

    internal bool HasNoData { get; private init; }

    internal bool IsMisspelt { get; private init; }

    /// <summary>Gets how many requests use the outcome, one after the other.</summary>
    internal int Times { get; init; } = 1;

    /// <summary>429 <c>rate_limit_exceeded</c>, with <c>retry-after</c>, and <c>retry-after-ms</c> when the wait is not a whole number of
    /// seconds.</summary>
    /// <param name="retryAfter">How long the caller is asked to wait; not negative.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is negative.</exception>
    public static FakeOutcome RateLimited(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        var delay = RetryDelay.FromWait(retryAfter);
        string message =
            $"Rate limit reached for {{model}} (for limit gpt-image) in organization org-fake on input-images per min: Limit 5, Used 5. "
            + $"Please try again in {delay.Words}.";
        return Error(429, "input-images", "rate_limit_exceeded", null, message) with { Headers = delay.Headers };
    }

    /// <summary>429 <c>insufficient_quota</c>: the money is used up.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome QuotaExceeded() =>
        Error(
            429, "insufficient_quota", "insufficient_quota", null,
            "You exceeded your current quota, please check your plan and billing details.");

    /// <summary>400 <c>billing_hard_limit_reached</c>: the account's own cap.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome BillingHardLimit() =>
        Error(400, "billing_limit_user_error", "billing_hard_limit_reached", null, "Billing hard limit has been reached.");

    /// <summary>400 <c>moderation_blocked</c> with <c>moderation_details</c>.</summary>
    /// <param name="stage"><c>input</c>, <c>output</c> or <c>unknown</c>.</param>
    /// <param name="categories">For example <c>sexual</c>, <c>violence</c>.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static FakeOutcome ModerationBlocked(string stage, params IReadOnlyList<string> categories)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(categories);
        string message =
            "Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include "
            + "the request ID {request_id}. "
            + $"safety_violations=[{string.Join(", ", categories)}].";
        return new FakeOutcome
        {
            Refusal = new ServiceError(400, ErrorWording.ImageFault, "moderation_blocked", null, message)
            {
                ModerationStage = stage,
                Categories = [.. categories],
            },
        };
    }

    /// <inheritdoc cref="ModerationBlocked(string, IReadOnlyList{string})"/>
    public static FakeOutcome ModerationBlocked(string stage, params string[] categories) =>
        ModerationBlocked(stage, (IReadOnlyList<string>)categories);

    /// <summary>A GIF that the project has no preview access for. The service was seen to answer 400; its reference speaks of access, for
    /// which it answers 403 elsewhere.</summary>
    /// <param name="statusCode">400 ("GIF output is not enabled for this request.") or 403 ("GIF output requires access to the GIF
    /// preview.").</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is another one.</exception>
    public static FakeOutcome PreviewRefused(int statusCode = 400) => new()
    {
        Refusal = statusCode switch
        {
            400 => ErrorWording.GifNotEnabled,
            403 => ErrorWording.GifPreview,
            _ => throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "A refused preview is 400 or 403."),
        },
    };

    /// <summary>400: Azure's content filter stopped the prompt, or held the picture back, with its findings by category.</summary>
    /// <param name="categories">What it found, for example <c>violence</c>; the usual ones that it did not find are named as safe.</param>
    /// <param name="stage"><c>input</c> or <c>output</c>.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stage"/> is another one.</exception>
    public static FakeOutcome AzureContentFilter(IReadOnlyList<string> categories, string stage = "input")
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(stage);
        return new FakeOutcome
        {
            RawAnswer = stage switch
            {
                "input" => AzureErrors.PromptFiltered(categories),
                "output" => AzureErrors.PictureFiltered(categories),
                _ => throw new ArgumentException("The stage is 'input' or 'output'.", nameof(stage)),
            },
        };
    }

    /// <summary>403 <c>Forbidden</c>: Azure has blocked the whole resource, and not this prompt alone.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome AzureResourceBlocked() => new() { RawAnswer = AzureErrors.ResourceBlocked };

    /// <summary>429: the call rate of a deployment on Azure is used up; the wait stands in <c>retry-after</c> and in the message.</summary>
    /// <param name="retryAfter">How long the caller is asked to wait, rounded up to seconds; not negative.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is negative.</exception>
    public static FakeOutcome AzureThrottled(TimeSpan retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter, TimeSpan.Zero);
        return new FakeOutcome { RawAnswer = AzureErrors.Throttled(retryAfter) };
    }

    /// <summary>401 <c>invalid_api_key</c>, whatever key was sent.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome InvalidApiKey() => new() { Refusal = ErrorWording.WrongKey("fake_key") };

    /// <summary>403: the organization must be verified to use the model.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome OrganizationNotVerified() => Error(
        403,
        ErrorWording.RequestFault,
        null,
        null,
        "Your organization must be verified to use the model `{model}`. Please go to: "
            + "https://platform.openai.com/settings/organization/general and click on Verify Organization. If you just verified, it can "
            + "take up to 15 minutes for access to propagate.");

    /// <summary>500 with the service's envelope.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome ServerError() =>
        Error(500, "server_error", null, null, "The server had an error while processing your request. Sorry about that!");

    /// <summary>503 <c>server_is_overloaded</c>.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome Overloaded() =>
        Error(503, "server_error", "server_is_overloaded", null,
        "The server is currently overloaded with other requests. Sorry about that! Please try again later.");

    /// <summary>502 with an HTML page, as from an edge in front of the service.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome BadGatewayHtml() =>
        Raw(502, "text/html",
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad "
            + "Gateway</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n");

    /// <summary>410: a retired model or endpoint.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome Gone() => Error(410, ErrorWording.RequestFault, null, null, "The model `{model}` has been retired.");

    /// <summary>413: the body is too large for the edge.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome PayloadTooLarge() =>
        Error(413, "server_error", null, null, "Maximum content size limit (26214400) exceeded (26228340 bytes read)");

    /// <summary>A refusal in the service's envelope.</summary>
    /// <param name="status">The HTTP status code, 100 to 999.</param>
    /// <param name="type">The <c>type</c>.</param>
    /// <param name="code">The <c>code</c>; null is sent as null.</param>
    /// <param name="param">The <c>param</c>; null is sent as null.</param>
    /// <param name="message">The <c>message</c>; <c>{request_id}</c> and <c>{model}</c> are replaced by those of the call.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> or <paramref name="message"/> is null.</exception>
    public static FakeOutcome Error(int status, string type, string? code, string? param, string message)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(message);
        return new FakeOutcome { Refusal = new ServiceError(status, type, code, param, message) };
    }

    /// <summary>An answer of your own.</summary>
    /// <param name="status">The HTTP status code, 100 to 999.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="body">The body, sent as UTF-8.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="contentType"/> or <paramref name="body"/> is null.</exception>
    public static FakeOutcome Raw(int status, string contentType, string body)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        ArgumentNullException.ThrowIfNull(body);
        return Raw(status, contentType, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>An answer of your own.</summary>
    /// <param name="status">The HTTP status code, 100 to 999.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="body">The body.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="contentType"/> is null.</exception>
    public static FakeOutcome Raw(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        return new FakeOutcome { RawAnswer = new FakeAnswer(status, contentType, body.ToArray()) };
    }

    /// <summary>A wait, by the service's <see cref="FakeGptImageServiceOptions.TimeProvider"/>, and then the normal answer.</summary>
    /// <param name="duration">How long; not negative.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative.</exception>
    public static FakeOutcome Delay(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return new FakeOutcome { Wait = duration };
    }

    /// <summary>200 with an empty <c>data</c>: paid for, but no picture.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome EmptyData() => new() { HasNoData = true };

    /// <summary>A stream that breaks off with an <c>error</c> event; a call without <c>stream</c> gets the same error as a 500.</summary>
    /// <param name="afterPartials">After how many previews, 0 or more; when fewer were asked for, after all of them.</param>
    /// <param name="type">The <c>type</c>.</param>
    /// <param name="code">The <c>code</c>; null is sent as null.</param>
    /// <param name="message">The <c>message</c>; <c>{request_id}</c> and <c>{model}</c> are replaced by those of the call.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterPartials"/> is negative.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> or <paramref name="message"/> is null.</exception>
    public static FakeOutcome StreamError(
        int afterPartials = 3, string type = "image_generation_server_error", string? code = "image_generation_failed",
            string message = "Image generation failed")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPartials);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(message);
        return new FakeOutcome { StreamFault = new ServiceError(500, type, code, null, message), LastPartials = afterPartials };
    }

    /// <summary>A stream that ends without <c>completed</c>, in good order: only the event is missing. A call without <c>stream</c> is
    /// answered normally.</summary>
    /// <param name="afterPartials">After how many previews, 0 or more; when fewer were asked for, after all of them.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterPartials"/> is negative.</exception>
    public static FakeOutcome StreamCut(int afterPartials = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterPartials);
        return new FakeOutcome { LastPartials = afterPartials };
    }

    /// <summary>A stream written differently; a call without <c>stream</c> is answered normally.</summary>
    /// <param name="oddities">What is different.</param>
    /// <returns>The outcome.</returns>
    public static FakeOutcome OddStream(FakeStreamOddities oddities) => new() { StreamOddities = oddities };

    /// <summary>A stream with a wait before each event, by the service's <see cref="FakeGptImageServiceOptions.TimeProvider"/>; the headers
    /// go at once.</summary>
    /// <param name="pause">How long; not negative.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pause"/> is negative.</exception>
    public static FakeOutcome SlowStream(TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        return new FakeOutcome { StreamPause = pause };
    }

    /// <summary>The normal answer, cut: the connection is closed before the announced length has been sent.</summary>
    /// <remarks>A stream announces a length only then, and always a byte more than comes.</remarks>
    /// <param name="bytes">How many bytes of the body are sent, 0 or more. A JSON body that is no longer loses its last byte.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    public static FakeOutcome CutBody(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new FakeOutcome { CutAfter = bytes };
    }

    /// <summary>The normal answer with <c>url</c> instead of <c>b64_json</c>; the fake serves these addresses without a key.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome ImageUrls() => new() { PictureForm = PictureForm.Address };

    /// <summary>The normal answer with <c>data:image/png;base64,</c> before the base64.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome DataUrls() => new() { PictureForm = PictureForm.DataUrl };

    /// <summary>The normal answer with a sign in the middle of <c>b64_json</c> that base64 does not have.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome InvalidBase64() => new() { PictureForm = PictureForm.InvalidBase64 };

    /// <summary>The normal answer with files of another format than it names: jpeg for png, png for everything else.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome WrongFormat() => new() { HasWrongFormat = true };

    /// <summary>Pictures with a wrong letter in each text that the prompt asks for, however often they are asked for: the next
    /// requests after them are answered normally. <see cref="FakeDrawing.Plain"/> draws no texts.</summary>
    /// <param name="times">How many requests get such pictures, 1 or more.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is below 1.</exception>
    public static FakeOutcome Misspell(int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return new FakeOutcome { IsMisspelt = true, Times = times };
    }

    /// <summary>200 with an HTML page, as from a proxy's log-in.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome Html200() =>
        Raw(200, "text/html",
        "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in to continue.</body></html>\n");

    /// <summary>200 with the service's error envelope, as from a gateway.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome ErrorIn200() =>
        Error(200, "server_error", null, null, "The server had an error while processing your request. Sorry about that!");

    /// <summary>A batch that goes differently; the outcome waits for <c>POST batches</c>.</summary>
    /// <param name="batch">What is different.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="batch"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or a time of <paramref name="batch"/> is negative, or
    /// <see cref="FakeBatchOutcome.FailureLine"/> is less than 1.</exception>
    public static FakeOutcome Batch(FakeBatchOutcome batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.FailureLine ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(batch.StopsAfter ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.ListedAfter, TimeSpan.Zero);
        if (batch.Step is { } step && step != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.Zero);
        }

        return new FakeOutcome { BatchOutcome = batch, Endpoint = "POST batches" };
    }

    /// <summary>A response that goes differently; the outcome waits for <c>POST responses</c>.</summary>
    /// <param name="response">What is different.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="response"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="FakeResponseOutcome.Calls"/> is not 0 to 10.</exception>
    public static FakeOutcome Response(FakeResponseOutcome response)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentOutOfRangeException.ThrowIfNegative(response.Calls);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(response.Calls, FakeResponseOutcome.MaxCalls);
        return new FakeOutcome { ResponseOutcome = response, Endpoint = "POST responses" };
    }

    /// <summary>The normal answer; put headers on it, or let a call through between scripted ones.</summary>
    /// <returns>The outcome.</returns>
    public static FakeOutcome Normal() => new();
}
