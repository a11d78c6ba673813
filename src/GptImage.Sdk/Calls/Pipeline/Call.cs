using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Polly;

namespace GptImage.Sdk;

/// <summary>One call: its attempts, the waits between them, and its end.</summary>
/// <param name="pipeline">What calls have in common.</param>
/// <param name="outgoing">What is sent.</param>
/// <param name="createReader">Makes the reader of an attempt's answer.</param>
/// <param name="telemetry">Watches the call; <see langword="null"/> when nobody listens.</param>
/// <param name="cancellationToken">The caller's token.</param>
internal sealed class Call<TAnswer>(
    RequestPipeline pipeline, OutgoingCall outgoing, Func<IAnswerReader<TAnswer>> createReader, CallTelemetry? telemetry,
    CancellationToken cancellationToken)
{
    private readonly GptImageClientOptions _options = pipeline.Options;
    private readonly CallHistory _history = new(outgoing.Retry ?? outgoing.Plan?.Request.Retry ?? pipeline.Options.Retry);

    private ImageUsage? _usage;
    private decimal? _cost;

    /// <summary>Sends the call, as often as the retry policy allows, until its answer is read.</summary>
    public async ValueTask<CallOutcome<TAnswer>> RunAsync()
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw FailedCall.ToCanceled(_history, null, cancellationToken);
        }

        // The time of the call begins with its first permit: how long that takes is up to the limiter.
        using TimeLimit total = new(
            outgoing.IsLong ? Timeout.InfiniteTimeSpan : _options.TotalTimeout, _options.TimeProvider, cancellationToken, isRunning: false);
        AttemptOutcome<TAnswer> outcome;
        try
        {
            outcome = await AttemptAsync(total).ConfigureAwait(false);
            if (outcome.Failure is { } failure && RetryPolicy.MayRepeat(failure, repeats: 0, _history.Retry))
            {
                outcome = await RepeatAsync(outcome, total).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (total.Token.IsCancellationRequested)
        {
            outcome = cancellationToken.IsCancellationRequested
                ? throw FailedCall.ToCanceled(_history, exception, cancellationToken)
                : new AttemptOutcome<TAnswer>(TimeIsUp(exception));
        }

        return outcome.TryGetAnswer(out TAnswer? answer, out Failure? last)
            ? new CallOutcome<TAnswer>(answer, _history.Records) { Usage = _usage, Cost = _cost }
            : throw Fail(last);
    }

    /// <summary>Hands the first outcome to the policy, and attempts on until it has enough.</summary>
    private async Task<AttemptOutcome<TAnswer>> RepeatAsync(AttemptOutcome<TAnswer> first, TimeLimit total)
    {
        AttemptOutcome<TAnswer>? next = first;
        ResilienceContext context = ResilienceContextPool.Shared.Get(total.Token);
        _history.AttachTo(context);
        try
        {
            return await pipeline.Repeats.ExecuteAsync(
                async _ => Interlocked.Exchange(ref next, null) ?? await AttemptAsync(total).ConfigureAwait(false), context)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<AttemptOutcome<TAnswer>> AttemptAsync(TimeLimit total)
    {
        TimeProvider time = _options.TimeProvider;
        long waitingSince = time.GetTimestamp();
        SpendingReservation? reservation = null;
        IDisposable? permit;
        try
        {
            reservation = outgoing.Plan is { } planned ? pipeline.Account.Reserve(planned) : null;
            permit = await WaitAsync(total.Token).ConfigureAwait(false);
        }
        catch (AttemptFailedException exception)
        {
            reservation?.Fail(ChargeState.NotSent);
            return new AttemptOutcome<TAnswer>(exception.Failure);
        }
        catch
        {
            reservation?.Fail(ChargeState.NotSent);
            throw;
        }

        using (permit)
        {
            total.Start();
            long startedAt = permit is null ? waitingSince : time.GetTimestamp();
            TimeSpan waited = time.GetElapsedTime(waitingSince, startedAt);
            Attempt attempt = new(
                _history.Records.Count + 1, outgoing.MayBuy, time.GetUtcNow(), startedAt, _history.NextDelay + waited)
            {
                ExpectsContinue = !_history.RefusesExpect,
                HasPlatformHandler = pipeline.HasPlatformHandler,
            };
            return await ExchangeAsync(attempt, reservation, total.Token).ConfigureAwait(false);
        }
    }

    private async ValueTask<AttemptOutcome<TAnswer>> ExchangeAsync(
        Attempt attempt, SpendingReservation? reservation, CancellationToken token)
    {
        IAnswerReader<TAnswer> reader = createReader();
        using TimeLimit limit = new(_options.AttemptTimeout, _options.TimeProvider, token);
        TAnswer answer;
        try
        {
            answer = await pipeline.Exchange.RunAsync(outgoing, attempt, reader, limit, token).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            Failure? failure = token.IsCancellationRequested && IsCancellation(cause)
                ? null
                : AttemptFailure.Explain(cause, attempt, _options, limit.IsOver && !token.IsCancellationRequested)
                    .WithRecovered(reader.Recovered);
            ChargeState charge = failure?.Charge ?? (reader.Recovered.Count > 0 ? ChargeState.Charged : attempt.ChargeIfBroken);
            decimal possible = reservation?.Fail(charge) ?? 0;
            AttemptRecord record = attempt.ToRecord(charge, _options.TimeProvider);
            Keep(record);
            telemetry?.EndAttempt(
                record, FailedCall.NameOf(failure?.Kind ?? (cancellationToken.IsCancellationRequested ? null : FailureKind.Timeout)), 0,
                possible);
            _history.Fail(failure, attempt.Headers, reader.Recovered);
            Log.AttemptFailed(
                pipeline.Logger, attempt.Number, attempt.StatusCode, failure?.Kind.ToString() ?? "Cancellation", charge, attempt.RequestId);
            if (pipeline.IsDisposed && !token.IsCancellationRequested && IsCancellation(cause))
            {
                throw Disposed(charge);
            }

            return failure is null ? throw new OperationCanceledException(token) : new AttemptOutcome<TAnswer>(failure);
        }

        _usage = reader.Usage;
        _cost = reservation?.Settle(reader.Usage);
        AttemptRecord last = attempt.ToRecord(attempt.ChargeIfAnswered, _options.TimeProvider);
        Keep(last);
        telemetry?.EndAttempt(last, error: null, _cost ?? 0, reservation?.Apart ?? 0);
        return new AttemptOutcome<TAnswer>(answer);
    }

    /// <summary>Waits until the rate limiter lets the attempt through.</summary>
    private ValueTask<IDisposable?> WaitAsync(CancellationToken token) =>
        _options.ImageRateLimiter is { } limiter && outgoing.Plan is { } planned ? WaitAsync(limiter, planned, token) : default;

    private async ValueTask<IDisposable?> WaitAsync(ImageRateLimiter limiter, PlannedCall planned, CancellationToken token)
    {
        _history.IsWaiting = true;
        telemetry?.StartWaiting();
        try
        {
            IDisposable permit =
                await AttemptPermit.AcquireAsync(limiter, planned.Composed, pipeline.Logger, token).ConfigureAwait(false);
            _history.IsWaiting = false;
            return permit;
        }
        finally
        {
            telemetry?.StopWaiting();
        }
    }

    /// <summary>Keeps the record of an attempt and tells the caller's hook, which can break nothing that was paid for.</summary>
    private void Keep(AttemptRecord record)
    {
        _history.Add(record);
        try
        {
            _options.OnAttempt?.Invoke(record);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.HookFailed(pipeline.Logger, exception);
        }
    }

    private Failure TimeIsUp(Exception cause) => new()
    {
        Kind = FailureKind.Timeout,
        What = string.Create(
            CultureInfo.InvariantCulture,
            $"The call took longer than {_options.TotalTimeout.TotalSeconds:0.###} seconds with all its attempts "
            + $"(GptImageClientOptions.TotalTimeout){(_history.IsWaiting ? ", while it waited for the rate limiter" : "")}."),
        Charge = _history.LastCharge,
        Limit = TimeoutKind.Total,
        RequestId = _history.LastHeaders?.RequestId,
        Recovered = _history.Recovered,
        Cause = _history.LastFailure is { } last ? FailedCall.ToException(last, _history, RepeatCost) : cause,
    };

    private GptImageException Fail(Failure failure)
    {
        GptImageException exception = FailedCall.ToException(failure, _history, RepeatCost);
        Action<ILogger, string, string, ChargeState, string?, int> log = failure.IsOfTheRequest ? Log.CallRefused : Log.CallFailed;
        log(pipeline.Logger, outgoing.Endpoint, exception.GetType().Name, exception.Charge, exception.RequestId, _history.Records.Count);
        return exception;
    }

    /// <summary>Makes the exception of a call whose client was disposed. What it may have cost is in its message and its data.</summary>
    private ObjectDisposedException Disposed(ChargeState last)
    {
        ObjectDisposedException exception = new(
            RequestPipeline.ClientName,
            $"The client was disposed while the call was under way. {ChargeWords.Describe(last, _history.Charge)}");
        exception.Data["Charge"] = _history.Charge;
        return exception;
    }

    private decimal? RepeatCost => outgoing.Plan is { } planned ? pipeline.Account.MostOf(planned) : null;

    /// <summary>A cancellation tears the connection, and shows as whatever was going on.</summary>
    private static bool IsCancellation(Exception cause) =>
        cause is OperationCanceledException or IOException or HttpRequestException or SocketException or ObjectDisposedException;
}
