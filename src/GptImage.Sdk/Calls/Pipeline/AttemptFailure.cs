using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Makes of whatever broke an attempt the failure that says what happened and what it may have cost.</summary>
internal static class AttemptFailure
{
    /// <summary>REFUSED_STREAM: the request was not processed at all (RFC 9113, 8.7).</summary>
    private const long RefusedStream = 7;

    /// <param name="cause">What broke the attempt.</param>
    /// <param name="attempt">How far it got.</param>
    /// <param name="options">The limits of the client.</param>
    /// <param name="isTimedOut">Whether the limit of the attempt ran out.</param>
    public static Failure Explain(Exception cause, Attempt attempt, GptImageClientOptions options, bool isTimedOut)
    {
        Failure failure = Find<AttemptFailedException>(cause)?.Failure ?? ExplainCause(cause, attempt, options, isTimedOut);
        return (failure with { RequestId = failure.RequestId ?? attempt.RequestId }).Without(attempt.Mask);
    }

    private static Failure ExplainCause(Exception cause, Attempt attempt, GptImageClientOptions options, bool isTimedOut)
    {
        ChargeState charge = attempt.ChargeIfBroken;
        if (Find<InputChangedException>(cause) is { } input)
        {
            FindingList findings = new();
            findings.Add(Rules.InputUnreadable, input.Message);
            return new Failure
            {
                Kind = FailureKind.Validation,
                What = input.Message,
                Charge = ChargeState.NotSent,
                IsLasting = true,
                Cause = input,
                Findings = findings.ToSortedList(),
            };
        }

        if (Find<RequestSentTwiceException>(cause) is { } twice)
        {
            // When the first upload did not come to its end, the service never had the whole request. The platform's handlers send again
            // what was answered with a redirect or a request for credentials, and over HTTP/2 what the service surely did not process. A
            // handler of a caller around them, without which there is no HTTP/2, may repeat anything.
            bool isRefused = attempt is { HasPlatformHandler: true, ChargeIfBroken: ChargeState.PossiblyCharged };
            return Fail(FailureKind.Connection, twice.Message, isRefused ? ChargeState.Rejected : charge, cause);
        }

        if (attempt.StatusCode is null && Find<HttpProtocolException>(cause) is { ErrorCode: RefusedStream } refused)
        {
            return Fail(
                FailureKind.Connection, $"The service refused the HTTP/2 stream unread: {Sentence(refused)}", ChargeState.NotSent, cause);
        }

        if (attempt.Answer is { WasSilent: true })
        {
            return Timeout(TimeoutKind.StreamIdle, options.StreamIdleTimeout, "The stream was silent for", charge, cause);
        }

        if (isTimedOut)
        {
            return Timeout(TimeoutKind.Attempt, options.AttemptTimeout, "The attempt took longer than", charge, cause);
        }

        if (Find<PictureNotWrittenException>(cause) is { } notWritten)
        {
            return Fail(FailureKind.Response, Sentence(notWritten), ChargeState.Charged, cause);
        }

        return cause switch
        {
            GptImageException known => ExplainKnown(known),
            OperationCanceledException { InnerException: TimeoutException }
                when attempt is { StatusCode: null, Body: not { BytesSent: > 0 } } =>
                Timeout(
                    TimeoutKind.Connect, options.ConnectTimeout, $"No connection to {options.BaseAddress.Authority} within", charge, cause),
            HttpRequestException or IOException or SocketException when attempt.StatusCode is null =>
                Fail(
                    FailureKind.Connection, $"The connection to {options.BaseAddress.Authority} failed: {Sentence(Innermost(cause))}",
                    charge, cause),
            HttpRequestException or IOException or SocketException =>
                Fail(FailureKind.Response, $"The answer broke off: {Sentence(Innermost(cause))}", charge, cause),
            OperationCanceledException =>
                Fail(
                    attempt.StatusCode is null ? FailureKind.Connection : FailureKind.Response,
                    $"A handler below this client ended the attempt: {Sentence(Innermost(cause))}", charge, cause),

            // Code of the caller: a handler below this client.
            not (JsonException or FormatException) when attempt.StatusCode is null =>
                Fail(
                    FailureKind.Connection, $"A message handler of this client failed ({cause.GetType().Name}): {Sentence(cause)}",
                    charge, cause)
                    with
                { IsLasting = true },

            // Also what System.Text.Json throws for texts that are not UTF-8, and what the caller put around the answer.
            _ => Fail(FailureKind.Response, $"The answer cannot be used: {Sentence(cause)}", charge, cause),
        };
    }

    /// <summary>Takes over what a reader of the answer, or a handler of the caller, said in full.</summary>
    private static Failure ExplainKnown(GptImageException known) => new()
    {
        Kind = known is GptImageConnectionException ? FailureKind.Connection : FailureKind.Response,
        What = known.Message,
        Charge = known.Charge,
        IsLasting = true,
        Cause = known.InnerException,
        RequestId = known.RequestId,
        Recovered = [.. known.RecoveredImages, .. known.RecoveredFiles],
    };

    private static Failure Fail(FailureKind kind, string what, ChargeState charge, Exception cause) =>
        new() { Kind = kind, What = what, Charge = charge, Cause = cause };

    private static Failure Timeout(TimeoutKind limit, TimeSpan span, string what, ChargeState charge, Exception cause) =>
        Fail(
            FailureKind.Timeout,
            string.Create(
                CultureInfo.InvariantCulture, $"{what} {span.TotalSeconds:0.###} seconds (GptImageClientOptions.{limit}Timeout)."),
            charge, cause) with
        { Limit = limit };

    private static string Sentence(Exception exception) => exception.Message.TrimEnd('.') + ".";

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}
