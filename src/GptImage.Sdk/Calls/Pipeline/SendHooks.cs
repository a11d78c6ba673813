namespace GptImage.Sdk;

/// <summary>Lets the hooks of the client and of a job have their say before an attempt is sent.</summary>
internal static class SendHooks
{
    /// <exception cref="AttemptFailedException">A hook threw: nothing was sent.</exception>
    public static ValueTask AskAsync(
        GptImageClientOptions options, OutgoingCall call, Attempt attempt, CancellationToken cancellationToken) =>
        call.Plan is { } planned && (options.BeforeSend is not null || call.BeforeSend is not null)
            ? AskAsync(
                options, call, new SendingContext { Plan = planned.Plan, Attempt = attempt.Number }, cancellationToken)
            : default;

    private static async ValueTask AskAsync(
        GptImageClientOptions options, OutgoingCall call, SendingContext sending, CancellationToken cancellationToken)
    {
        await AskAsync(options.BeforeSend, "GptImageClientOptions.BeforeSend", sending, cancellationToken).ConfigureAwait(false);
        await AskAsync(call.BeforeSend, "The job", sending, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Awaits a hook to its end, also when it does not look at its token: the message must not overtake what the hook
    /// writes.</summary>
    private static async ValueTask AskAsync(
        Func<SendingContext, CancellationToken, ValueTask>? hook, string name, SendingContext sending, CancellationToken cancellationToken)
    {
        try
        {
            if (hook is not null)
            {
                await hook(sending, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Its message stays within: it may tell of secrets, and messages go into ledgers.
            throw new AttemptFailedException(new Failure
            {
                Kind = FailureKind.Connection,
                What = $"{name} ended the attempt before it was sent ({exception.GetType().Name}, the inner exception).",
                Charge = ChargeState.NotSent,
                IsLasting = true,
                Cause = exception,
            });
        }
    }
}
