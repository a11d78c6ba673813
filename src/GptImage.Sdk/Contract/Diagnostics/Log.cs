using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>What the client logs: ids, sizes, counts and durations; prompts only when asked.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Call of {Endpoint} started: model {Model}, {Count} pictures")]
    public static partial void CallStarted(ILogger logger, string endpoint, string? model, int count);

    // No more than six values: with seven the generated code writes numbers by the culture of the thread.
    [LoggerMessage(
        2, LogLevel.Information,
        "Call of {Endpoint} succeeded: model {Model}, {Seconds:0.0} s, {Tokens} tokens, cost in USD {Cost}, request {RequestId}")]
    public static partial void CallSucceeded(
        ILogger logger, string endpoint, string? model, double seconds, int? tokens, decimal? cost, string? requestId);

    [LoggerMessage(
        8, LogLevel.Warning, "Call of {Endpoint} was refused with {Error}: charge {Charge}, request {RequestId}, {Attempts} attempts")]
    public static partial void CallRefused(
        ILogger logger, string endpoint, string error, ChargeState charge, string? requestId, int attempts);

    [LoggerMessage(3, LogLevel.Error, "Call of {Endpoint} failed with {Error}: charge {Charge}, request {RequestId}, {Attempts} attempts")]
    public static partial void CallFailed(
        ILogger logger, string endpoint, string error, ChargeState charge, string? requestId, int attempts);

    [LoggerMessage(
        9, LogLevel.Information, "Call of {Endpoint} was canceled: charge {Charge}, request {RequestId}, {Attempts} attempts")]
    public static partial void CallCanceled(ILogger logger, string endpoint, ChargeState charge, string? requestId, int attempts);

    [LoggerMessage(4, LogLevel.Warning, "Attempt {Number} failed: status {Status}, {Error}, charge {Charge}, request {RequestId}")]
    public static partial void AttemptFailed(ILogger logger, int number, int? status, string error, ChargeState charge, string? requestId);

    [LoggerMessage(6, LogLevel.Warning, "The hook for attempts (GptImageClientOptions.OnAttempt) failed; the call goes on")]
    public static partial void HookFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        7, LogLevel.Warning, "The rate limiter (GptImageClientOptions.ImageRateLimiter) did not take a permit back; the call goes on")]
    public static partial void PermitNotGivenBack(ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "A listener to traces or metrics failed; the call goes on")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    /// <summary>The event of OpenTelemetry's newest conventions: the exception's type, message and stack trace under the names that
    /// exporters use. The exception itself has inner ones, and what a caller's code says there may be a secret.</summary>
    public static void OperationException(ILogger logger, Exception exception, string operation, bool withContent)
    {
        const LogLevel level = LogLevel.Warning;
        if (!logger.IsEnabled(level))
        {
            return;
        }

        string type = exception.GetType().FullName ?? "";
        string message = IsOurs(exception) ? exception.Message : "";
        KeyValuePair<string, object?>[] fields =
        [
            new("Operation", operation),
            new("exception.type", type),
            new("exception.message", message),
            new("exception.stacktrace", exception.StackTrace),
            new("{OriginalFormat}", "Operation {Operation} failed with {exception.type}: {exception.message}"),
        ];
        logger.Log(
            level, new EventId(11, "gen_ai.client.operation.exception"), fields, withContent ? exception : null,
            (_, _) => $"Operation {operation} failed with {type}: {message}");
    }

    [LoggerMessage(5, LogLevel.Debug, "Prompt: {Prompt}")]
    public static partial void Prompt(ILogger logger, string prompt);

    /// <summary>Says whether a message is of this library, and not of code that it called.</summary>
    private static bool IsOurs(Exception exception) =>
        exception is GptImageException or GptImageCanceledException or ObjectDisposedException;
}
