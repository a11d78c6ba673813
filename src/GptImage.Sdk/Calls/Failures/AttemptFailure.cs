using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Makes of whatever broke an attempt the exception that says what happened and what it may have cost.</summary>
internal static class AttemptFailure
{
    /// <param name="cause">What broke the attempt.</param>
    /// <param name="attempt">How far it got.</param>
    /// <param name="options">The limits of the client.</param>
    /// <param name="isTimedOut">Whether the limit of the attempt ran out.</param>
    public static GptImageException Explain(Exception cause, Attempt attempt, GptImageClientOptions options, bool isTimedOut)
    {
        GptImageException failure = Explain(cause, KeyMask.Has(cause.ToString(), attempt.Key) ? null : cause, attempt, options, isTimedOut);
        failure.Hide(attempt.Key);
        return failure;
    }

    /// <summary>Explains a cause that is shown as the inner exception unless its texts have the key.</summary>
    private static GptImageException Explain(
        Exception cause, Exception? shown, Attempt attempt, GptImageClientOptions options, bool isTimedOut)
    {
        ChargeState charge = attempt.ChargeIfBroken;
        string cost = ChargeWords.Describe(charge) + (attempt.RequestId is { } id ? $" Request id: {id}." : "");
        if (cause is GptImageException known)
        {
            return known;
        }

        if (Find<InputChangedException>(cause) is { } input)
        {
            FindingList findings = new();
            findings.Add(Rules.InputUnreadable, input.Message);
            return new GptImageValidationException(findings.ToSortedList(), input);
        }

        if (Find<RequestSentTwiceException>(cause) is { } twice)
        {
            return new GptImageConnectionException($"{twice.Message} {ChargeWords.Describe(ChargeState.PossiblyCharged)}", shown)
            { Charge = ChargeState.PossiblyCharged };
        }

        if (attempt.Answer is { WasSilent: true })
        {
            return Timeout(TimeoutKind.StreamIdle, options.StreamIdleTimeout, "The stream was silent for", charge, shown, attempt);
        }

        if (isTimedOut)
        {
            return Timeout(TimeoutKind.Attempt, options.AttemptTimeout, "The attempt took longer than", charge, shown, attempt);
        }

        if (Find<PictureNotWrittenException>(cause) is { } notWritten)
        {
            return new GptImageResponseException($"{notWritten.Message.TrimEnd('.')}. {ChargeWords.Describe(ChargeState.Charged)}", shown)
            {
                Charge = ChargeState.Charged,
                RequestId = attempt.RequestId,
            };
        }

        return cause switch
        {
            OperationCanceledException { InnerException: TimeoutException } when attempt.StatusCode is null
                && attempt.Body is not { BytesSent: > 0 } =>
                Timeout(
                    TimeoutKind.Connect, options.ConnectTimeout, $"No connection to {options.BaseAddress.Authority} within", charge, shown,
                    attempt),
            HttpRequestException or IOException or SocketException when attempt.StatusCode is null =>
                new GptImageConnectionException(
                    $"The connection to {options.BaseAddress.Authority} failed: {Innermost(cause).Message.TrimEnd('.')}. {cost}", shown)
                { Charge = charge },
            HttpRequestException or IOException or SocketException =>
                new GptImageResponseException($"The answer broke off: {Innermost(cause).Message.TrimEnd('.')}. {cost}", shown)
                {
                    Charge = charge,
                    RequestId = attempt.RequestId,
                },
            OperationCanceledException =>
                new GptImageConnectionException(
                    $"A handler below this client ended the attempt: {Innermost(cause).Message.TrimEnd('.')}. {cost}", shown)
                {
                    Charge = charge,
                    RequestId = attempt.RequestId,
                },
            JsonException or FormatException =>
                Unusable(cause, shown, charge, attempt),

            // What System.Text.Json throws for texts that are not UTF-8, and for half a surrogate pair in a name.
            InvalidOperationException when attempt.Answer is not null =>
                Unusable(cause, shown, charge, attempt),

            // Code of the caller: a handler below this client, or what it put around the answer.
            _ when attempt.StatusCode is null =>
                new GptImageConnectionException(
                    $"The attempt failed on its way ({cause.GetType().Name}): {cause.Message.TrimEnd('.')}. {cost}", shown)
                { Charge = charge, IsLasting = true },
            _ => Unusable(cause, shown, charge, attempt),
        };
    }

    private static GptImageResponseException Unusable(Exception cause, Exception? shown, ChargeState charge, Attempt attempt) =>
        new($"The answer cannot be used: {cause.Message.TrimEnd('.')}. {ChargeWords.Describe(charge)}", shown)
        {
            Charge = charge,
            RequestId = attempt.RequestId,
        };

    private static GptImageTimeoutException Timeout(
        TimeoutKind limit, TimeSpan span, string what, ChargeState charge, Exception? shown, Attempt attempt) =>
        new(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {span.TotalSeconds:0.###} seconds (GptImageClientOptions.{limit}Timeout). {ChargeWords.Describe(charge)}"), shown)
        {
            Limit = limit,
            Charge = charge,
            RequestId = attempt.RequestId,
        };

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
