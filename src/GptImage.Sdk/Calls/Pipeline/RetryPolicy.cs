using System.Globalization;
using System.Text.RegularExpressions;
using Polly;
using Polly.Retry;

namespace GptImage.Sdk;

/// <summary>Decides alone what is repeated, and after which wait.</summary>
internal static partial class RetryPolicy
{
    private const int LongestRead = 2000;

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(8);

    /// <summary>Refusals that stay refusals, whatever a header says.</summary>
    private static readonly int[] NeverRepeated = [400, 401, 403, 404, 410, 413, 422, 451];

    public static ResiliencePipeline Build(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = RetryOptions.MostAttempts,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is IAttemptOutcome { Failure: { } failure }
                    && CallHistory.FromContext(arguments.Context) is { } history
                    && MayRepeat(failure, arguments.AttemptNumber, history.Retry)),
                DelayGenerator = arguments =>
                {
                    CallHistory? history = CallHistory.FromContext(arguments.Context);
                    TimeSpan delay = Delay(history?.LastFailure, arguments.AttemptNumber, history?.Retry ?? new RetryOptions());
                    if (history is not null)
                    {
                        history.NextDelay = delay;
                    }

                    return ValueTask.FromResult<TimeSpan?>(delay);
                },
            })
            .Build();

    /// <summary>Tells whether a failed attempt may be repeated.</summary>
    /// <param name="failure">How the attempt ended.</param>
    /// <param name="repeats">How many repeats there were.</param>
    /// <param name="options">The caller's wishes.</param>
    public static bool MayRepeat(Failure failure, int repeats, RetryOptions options)
    {
        ErrorFacts error = failure.Error;
        if (repeats + 1 >= options.MaxAttempts
            || error.ShouldRetry == false
            || error.Delay > options.MaxDelay
            || failure.Kind is FailureKind.Validation or FailureKind.Budget
            || failure.IsLasting
            || failure.Recovered.Count > 0)
        {
            return false;
        }

        return failure.Charge switch
        {
            ChargeState.NotSent => true,
            ChargeState.Rejected => IsPassing(failure),
            ChargeState.PossiblyCharged =>
                options.RepeatPossiblyCharged
                || (failure is { Kind: FailureKind.Server, Error: { StatusCode: 500, HasEnvelope: true } } && repeats == 0),
            _ => false,
        };
    }

    /// <summary>Computes the wait before the next attempt: what the service asks for, else twice as long each time, with jitter.</summary>
    public static TimeSpan Delay(Failure? failure, int repeats, RetryOptions options)
    {
        if (failure?.Error.Delay is { } asked)
        {
            return asked;
        }

        if (failure is { RefusesExpect: true })
        {
            return TimeSpan.Zero;
        }

        double doubled = Math.Min(options.BaseDelay.TotalMilliseconds * Math.Pow(2, repeats), LongestBackOff.TotalMilliseconds);
        TimeSpan delay = TimeSpan.FromMilliseconds(doubled * (1 - (Random.Shared.NextDouble() / 4)));
        return delay < options.MaxDelay ? delay : options.MaxDelay;
    }

    private static bool IsPassing(Failure failure) => failure.Kind switch
    {
        FailureKind.RateLimit => !ExceedsLimit(failure.Error.Message ?? ""),
        FailureKind.Moderation or FailureKind.Quota or FailureKind.Connection => false,
        _ => failure.RefusesExpect
            || failure.Error.StatusCode is 409 or 503
            || (failure.Error.ShouldRetry == true && !NeverRepeated.Contains(failure.Error.StatusCode)),
    };

    /// <summary>A request for more than the whole limit ("Limit 5, Requested 10") can never succeed.</summary>
    private static bool ExceedsLimit(string message) =>
        LimitPattern().Match(message.Length > LongestRead ? message[..LongestRead] : message) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long limit)
        && long.TryParse(match.Groups[2].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long requested)
        && requested > limit;

    [GeneratedRegex(@"Limit:? ([0-9][0-9,]*).*?Requested:? ([0-9][0-9,]*)", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex LimitPattern();
}
