using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace GptImage.Sdk;

/// <summary>Sends requests: the one place that has the HTTP client, the attempts and the key.</summary>
internal sealed class RequestPipeline
{
    private static readonly string UserAgent = $"GptImage.Sdk/{typeof(RequestPipeline).Assembly.GetName().Version?.ToString(3)}";

    private readonly GptImageClientOptions _options;
    private readonly Func<HttpClient> _createClient;

    /// <summary>Most calls need no repeat, and none of what decides about it.</summary>
    private readonly Lazy<ResiliencePipeline> _repeats;

    /// <summary>The addresses of the endpoints that sell pictures, of which there are two: to make one takes longer than the rest of a
    /// message.</summary>
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    private readonly IImageDownloader _downloader;
    private readonly SpendingAccount _spending;
    private readonly ILogger _logger;

    /// <param name="options">The checked options of the client.</param>
    /// <param name="createClient">Gives the HTTP client of an attempt, so that handlers of a factory rotate.</param>
    /// <param name="createDownloadClient">Gives the HTTP client for pictures that come as addresses.</param>
    public RequestPipeline(GptImageClientOptions options, Func<HttpClient> createClient, Func<HttpClient> createDownloadClient)
    {
        _options = options;
        _createClient = createClient;
        _repeats = new Lazy<ResiliencePipeline>(() => RetryPolicy.Build(options.Retry, options.TimeProvider));
        _spending = new SpendingAccount(options.SpendLimit, options.SvgModelCost);
        _downloader = new ImageDownloader(createDownloadClient, options.MaxImageBytes, options.AllowInsecureHttp);
        _logger = options.LoggerFactory?.CreateLogger("GptImage.Sdk") ?? NullLogger.Instance;
    }

    public ImageSpending Spending => _spending.Current;

    /// <summary>Sends a call, as often as the retry policy allows, until its answer is read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="createReader">Makes the reader of an attempt's answer.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async ValueTask<CallOutcome<TAnswer>> SendAsync<TAnswer>(
        OutgoingCall call, Func<IAnswerReader<TAnswer>> createReader, CancellationToken cancellationToken)
    {
        Log.CallStarted(_logger, call.Endpoint, call.Plan?.Composed.Model.Value, call.Plan?.Composed.Request.Count ?? 0);
        if (_options.LogContent && call.Plan is { } plan)
        {
            Log.Prompt(_logger, plan.Composed.Prompt);
        }

        CallAttempts attempts = new() { Retry = call.Plan?.Composed.Request.Retry };
        if (cancellationToken.IsCancellationRequested)
        {
            throw Canceled(attempts, null, cancellationToken);
        }

        using TimeLimit total = new(_options.TotalTimeout, _options.TimeProvider, cancellationToken);
        try
        {
            TAnswer answer;
            try
            {
                answer = await AttemptAsync(call, attempts, createReader(), total.Token).ConfigureAwait(false);
            }
            catch (GptImageException failure) when (RetryPolicy.MayRepeat(failure, repeats: 0, attempts.Retry ?? _options.Retry))
            {
                answer = await RepeatAsync(failure, call, attempts, createReader, total.Token).ConfigureAwait(false);
            }

            Log.CallSucceeded(_logger, call.Endpoint, attempts.Records[^1].RequestId, attempts.Records.Count);
            return new CallOutcome<TAnswer>(answer, attempts.Records);
        }
        catch (OperationCanceledException exception) when (total.Token.IsCancellationRequested)
        {
            ChargeState charge = attempts.Charge;
            if (cancellationToken.IsCancellationRequested)
            {
                throw Canceled(attempts, exception, cancellationToken);
            }

            GptImageTimeoutException timeout =
                new(string.Create(CultureInfo.InvariantCulture,
                $"The call took longer than {_options.TotalTimeout.TotalSeconds:0.###} seconds with all its attempts "
                + $"(GptImageClientOptions.TotalTimeout). {ChargeWords.Describe(charge)}"), attempts.LastFailure ?? (Exception)exception)
                {
                    Limit = TimeoutKind.Total,
                    Charge = charge,
                    RequestId = attempts.LastHeaders?.RequestId,
                };
            timeout.Recover(attempts.Recovered);
            timeout.Complete(attempts, RepeatCost(call));
            Log.CallFailed(
                _logger, call.Endpoint, nameof(GptImageTimeoutException), timeout.Charge, timeout.RequestId, attempts.Records.Count);
            throw timeout;
        }
        catch (GptImageException exception)
        {
            exception.Complete(attempts, RepeatCost(call));
            Log.CallFailed(_logger, call.Endpoint, exception.GetType().Name, exception.Charge, exception.RequestId, attempts.Records.Count);
            throw;
        }
    }

    private static GptImageCanceledException Canceled(CallAttempts attempts, Exception? cause, CancellationToken cancellationToken) =>
        new($"The call was canceled. {ChargeWords.Describe(attempts.Charge)}", cause, cancellationToken)
        {
            Charge = attempts.Charge,
            RequestId = attempts.LastHeaders?.RequestId,
            Attempts = attempts.Records,
            RecoveredFiles = [.. attempts.Recovered.OfType<SavedImage>()],
        };

    /// <summary>Hands the first failure to the policy, and attempts on until it has enough.</summary>
    private async Task<TAnswer> RepeatAsync<TAnswer>(
        GptImageException failure, OutgoingCall call, CallAttempts attempts, Func<IAnswerReader<TAnswer>> createReader,
        CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? first = ExceptionDispatchInfo.Capture(failure);
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        attempts.AttachTo(context);
        try
        {
            return await _repeats.Value.ExecuteAsync(
                async attempt =>
                {
                    Interlocked.Exchange(ref first, null)?.Throw();
                    return await AttemptAsync(call, attempts, createReader(), attempt.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private decimal? RepeatCost(OutgoingCall call) => call.Plan is { } plan ? _spending.MostOf(plan) : null;

    private async ValueTask<TAnswer> AttemptAsync<TAnswer>(
        OutgoingCall call, CallAttempts attempts, IAnswerReader<TAnswer> reader, CancellationToken cancellationToken)
    {
        TimeProvider time = _options.TimeProvider;
        long waitingSince = time.GetTimestamp();
        SpendingReservation? reservation = call.Plan is { } plan ? _spending.Reserve(plan) : null;
        using IDisposable? permit = await WaitAsync(call, reservation, cancellationToken).ConfigureAwait(false);
        Attempt attempt =
            new(attempts.Records.Count + 1, call.Plan is not null, time.GetUtcNow(), time.GetTimestamp(), attempts.NextDelay
            + (permit is null ? TimeSpan.Zero : time.GetElapsedTime(waitingSince)));
        using TimeLimit limit = new(_options.AttemptTimeout, time, cancellationToken);
        TAnswer answer;
        try
        {
            answer = await ExchangeAsync(call, attempt, reader, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            bool isTimedOut = limit.IsOver && !cancellationToken.IsCancellationRequested;
            GptImageException? failure = cancellationToken.IsCancellationRequested
                && IsCancellation(cause) ? null : AttemptFailure.Explain(cause, attempt, _options, isTimedOut);
            failure?.Recover(reader.Recovered);
            ChargeState charge = failure?.Charge ?? (reader.Recovered.Count > 0 ? ChargeState.Charged : attempt.ChargeIfBroken);
            reservation?.Fail(charge);
            Keep(attempts, attempt.ToRecord(charge, time));
            attempts.Recovered = reader.Recovered;
            attempts.LastHeaders = attempt.Headers;
            attempts.LastFailure = failure ?? attempts.LastFailure;
            Log.AttemptFailed(_logger, attempts.Records.Count, attempt.StatusCode, cause.GetType().Name, charge, attempt.RequestId);
            if (failure is null)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (failure is null || ReferenceEquals(failure, cause))
            {
                throw;
            }

            throw failure;
        }

        reservation?.Settle(reader.Usage);
        Keep(attempts, attempt.ToRecord(attempt.ChargeIfAnswered, time));
        return answer;
    }

    /// <summary>Sends one request and reads its answer to the end.</summary>
    private async ValueTask<TAnswer> ExchangeAsync<TAnswer>(
        OutgoingCall call, Attempt attempt, IAnswerReader<TAnswer> reader, TimeLimit limit, CancellationToken cancellationToken)
    {
        Uri address = AddressOf(call);
        attempt.Key = await KeyAsync(limit.Token).ConfigureAwait(false);
        using HttpRequestMessage message = CreateMessage(call, address, attempt);
        if (call.Plan is { } plan && (_options.BeforeSend is not null || call.BeforeSend is not null))
        {
            SendingContext sending = new() { Plan = plan.Plan, Attempt = attempt.Number };
            await AskAsync(_options.BeforeSend, "GptImageClientOptions.BeforeSend", sending, limit.Token).ConfigureAwait(false);
            await AskAsync(call.BeforeSend, "The job", sending, limit.Token).ConfigureAwait(false);
        }

        attempt.IsStarted = true;
        using HttpResponseMessage response = await _createClient().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        response.RequestMessage ??= message;
        attempt.StatusCode = (int)response.StatusCode;
        attempt.Headers = ResponseHeaderFacts.FromResponse(response);
        RedirectCheck.ThrowIfRedirected(response, call.Method, address);
        using AnswerStream body = new(await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false), limit, _options.TimeProvider);
        attempt.Answer = body;
        return response.IsSuccessStatusCode
            ? await reader.ReadAsync(new AnswerContext(response, attempt.Headers, body, _options, _downloader), limit.Token)
                .ConfigureAwait(false)
            : throw await ApiErrorReader.ReadAsync(response, body, call.Plan is not null, _options.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Lets a hook have its say before anything is sent. It is awaited to its end, also when it does not look at its token: the
    /// message must not overtake what the hook writes.</summary>
    private static async ValueTask AskAsync(
        Func<SendingContext, CancellationToken, ValueTask>? hook, string name, SendingContext sending, CancellationToken cancellationToken)
    {
        try
        {
            await (hook?.Invoke(sending, cancellationToken) ?? ValueTask.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Its message stays within: it may tell of secrets, and messages go into ledgers.
            throw new GptImageConnectionException(
                $"{name} ended the attempt before it was sent ({exception.GetType().Name}, the inner exception). "
                + ChargeWords.Describe(ChargeState.NotSent), exception)
            { IsLasting = true };
        }
    }

    private Uri AddressOf(OutgoingCall call) => call.Plan is null
        ? new Uri(_options.BaseAddress, call.Endpoint)
        : _addresses.GetOrAdd(call.Endpoint, static (endpoint, root) => new Uri(root, endpoint), _options.BaseAddress);

    /// <summary>Waits until the rate limiter lets the attempt through.</summary>
    private ValueTask<IDisposable?> WaitAsync(OutgoingCall call, SpendingReservation? reservation, CancellationToken cancellationToken) =>
        _options.ImageRateLimiter is { } limiter
            && call.Plan is { } plan ? WaitAsync(limiter, plan, reservation, cancellationToken) : default;

    private async ValueTask<IDisposable?> WaitAsync(
        ImageRateLimiter limiter, PlannedCall plan, SpendingReservation? reservation, CancellationToken cancellationToken)
    {
        try
        {
            return await limiter.AcquireAsync(ImageRateLimiter.ImagesOf(plan.Composed), _logger, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            reservation?.Fail(ChargeState.NotSent);
            throw;
        }
    }

    /// <summary>Keeps the record of an attempt and tells the caller's hook, which can break nothing that was paid for.</summary>
    private void Keep(CallAttempts attempts, AttemptRecord record)
    {
        attempts.Add(record);
        try
        {
            _options.OnAttempt?.Invoke(record);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.HookFailed(_logger, exception);
        }
    }

    /// <summary>A cancellation tears the connection, and shows as whatever was going on.</summary>
    private static bool IsCancellation(Exception cause) =>
        cause is OperationCanceledException or IOException or HttpRequestException or SocketException or ObjectDisposedException;

    private HttpRequestMessage CreateMessage(OutgoingCall call, Uri address, Attempt attempt)
    {
        RequestBody? body = call.Encode?.Invoke();
        attempt.Body = body;
        HttpRequestMessage message = new(call.Method, address) { Content = body };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", attempt.Key);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", call.Accept);

        // Without it any coding would be allowed; base64 of a picture hardly shrinks, and unpacking is slower than the network.
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (body?.Headers.ContentLength >= _options.ExpectContinueFromBytes)
        {
            message.Headers.ExpectContinue = true;
        }

        AddHeader(message, "OpenAI-Organization", _options.Organization);
        AddHeader(message, "OpenAI-Project", _options.Project);
        return message;
    }

    private ValueTask<string> KeyAsync(CancellationToken cancellationToken) =>
        _options.ApiKeyProvider is { } provider ? AskAsync(provider, cancellationToken) : new ValueTask<string>(_options.ApiKey ?? "");

    private static async ValueTask<string> AskAsync(
        Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        string key;
        try
        {
            // A provider that does not look at its token must not hold up the call.
            key = await provider(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Its message stays within: it may tell of secrets, and messages go into ledgers.
            throw NoKey($"failed ({exception.GetType().Name}, the inner exception)", exception);
        }

        return OptionsCheck.KeyProblem(key) is null
            ? key.Trim()
            : throw NoKey("gave no usable key: it is empty, or has a line break, a space or a character beyond ASCII", null);
    }

    private static GptImageAuthenticationException NoKey(string problem, Exception? cause) =>
        new($"GptImageClientOptions.ApiKeyProvider {problem}. {ChargeWords.Describe(ChargeState.NotSent)}", cause) { IsLasting = true };

    private static void AddHeader(HttpRequestMessage message, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            message.Headers.Add(name, value);
        }
    }
}
