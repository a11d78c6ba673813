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

    public static ResiliencePipeline Build(RetryOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = RetryOptions.MostAttempts,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is GptImageException exception
                    && MayRepeat(exception, arguments.AttemptNumber, CallAttempts.FromContext(arguments.Context).Retry ?? options)),
                DelayGenerator = arguments =>
                {
                    CallAttempts attempts = CallAttempts.FromContext(arguments.Context);
                    TimeSpan delay = Delay(arguments.Outcome.Exception, arguments.AttemptNumber, attempts.Retry ?? options);
                    attempts.NextDelay = delay;
                    return ValueTask.FromResult<TimeSpan?>(delay);
                },
            })
            .Build();

    /// <summary>Tells whether a failed attempt may be repeated.</summary>
    /// <param name="exception">How the attempt ended.</param>
    /// <param name="repeats">How many repeats there were.</param>
    /// <param name="options">The caller's wishes.</param>
    public static bool MayRepeat(GptImageException exception, int repeats, RetryOptions options)
    {
        GptImageApiException? answer = exception as GptImageApiException;
        if (repeats + 1 >= options.MaxAttempts
            || answer?.ShouldRetry == false
            || answer?.RetryAfter > options.MaxDelay
            || exception is GptImageValidationException or GptImageBudgetException or { IsLasting: true }
            || exception.RecoveredImages.Count + exception.RecoveredFiles.Count > 0)
        {
            return false;
        }

        return exception.Charge switch
        {
            ChargeState.NotSent => true,
            ChargeState.Rejected => answer is not null && IsPassing(answer),
            ChargeState.PossiblyCharged =>
                options.RepeatPossiblyCharged || (answer is GptImageServerException { StatusCode: 500, HasEnvelope: true } && repeats == 0),
            _ => false,
        };
    }

    /// <summary>Computes the wait before the next attempt: what the service asks for, else twice as long each time, with jitter.</summary>
    private static TimeSpan Delay(Exception? exception, int repeats, RetryOptions options)
    {
        if (exception is GptImageApiException { RetryAfter: { } asked })
        {
            return asked;
        }

        double doubled = Math.Min(options.BaseDelay.TotalMilliseconds * Math.Pow(2, repeats), LongestBackOff.TotalMilliseconds);
        TimeSpan delay = TimeSpan.FromMilliseconds(doubled * (1 - (Random.Shared.NextDouble() / 4)));
        return delay < options.MaxDelay ? delay : options.MaxDelay;
    }

    private static bool IsPassing(GptImageApiException answer) => answer switch
    {
        GptImageRateLimitException limit => !ExceedsLimit(limit.Message),
        GptImageModerationException or GptImageQuotaException => false,
        { StatusCode: 409 or 503 } => true,
        _ => answer.ShouldRetry == true && !NeverRepeated.Contains(answer.StatusCode),
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
