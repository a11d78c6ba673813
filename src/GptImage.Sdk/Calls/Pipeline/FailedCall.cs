namespace GptImage.Sdk;

/// <summary>Makes the exception of a call that failed: once, with everything that is known.</summary>
internal static class FailedCall
{
    /// <param name="failure">How the last attempt failed.</param>
    /// <param name="history">What happened in the call.</param>
    /// <param name="repeatCost">What another call may cost at most; <see langword="null"/> when it buys nothing or its price is not
    /// known.</param>
    public static GptImageException ToException(Failure failure, CallHistory history, decimal? repeatCost)
    {
        ChargeState charge = history.Records.Count == 0 ? failure.Charge : history.Charge;
        FailureFacts facts = new FailureFacts
        {
            What = failure.What,
            Next = failure.Next,
            LastCharge = failure.Charge,
            Charge = charge,
            RequestId = failure.RequestId,
            Attempts = [.. history.Records],
            RepeatCost = repeatCost,
            Headers = history.LastHeaders ?? new ResponseHeaderFacts(),
            Error = failure.Error,
        }.WithRecovered(failure.Recovered);
        Exception? cause = failure.Cause;
        return failure.Kind switch
        {
            FailureKind.Validation => new GptImageValidationException(facts, failure.Findings, cause),
            FailureKind.Authentication => new GptImageAuthenticationException(facts, cause),
            FailureKind.Permission => new GptImagePermissionException(facts, cause),
            FailureKind.ModelUnavailable => new GptImageModelUnavailableException(facts, cause),
            FailureKind.Moderation => new GptImageModerationException(facts, cause)
            {
                Stage = failure.Error.Stage,
                Categories = failure.Error.Categories,
            },
            FailureKind.RateLimit => new GptImageRateLimitException(facts, cause),
            FailureKind.Quota => new GptImageQuotaException(facts, cause),
            FailureKind.Server => new GptImageServerException(facts, cause),
            FailureKind.Connection => new GptImageConnectionException(facts, cause),
            FailureKind.Timeout => new GptImageTimeoutException(facts, cause) { Limit = failure.Limit },
            FailureKind.Response => new GptImageResponseException(facts, cause) { PackedBody = failure.PackedBody },
            FailureKind.Budget => new GptImageBudgetException(facts, cause) { Needed = failure.Needed, Spending = failure.Spending },
            _ => new GptImageApiException(facts, cause),
        };
    }

    /// <summary>Gets the full name of the exception that a failure becomes.</summary>
    /// <param name="kind">The kind of the failure; <see langword="null"/> for a cancellation.</param>
    public static string NameOf(FailureKind? kind) => $"GptImage.Sdk.GptImage{kind?.ToString() ?? "Canceled"}Exception";

    /// <summary>Makes the exception of a call that its caller canceled.</summary>
    public static GptImageCanceledException ToCanceled(CallHistory history, Exception? cause, CancellationToken cancellationToken)
    {
        string when = history.IsWaiting ? " while it waited for the rate limiter (GptImageClientOptions.ImageRateLimiter)" : "";
        string id = history.LastHeaders?.RequestId is { } requestId ? $" Request id: {requestId}." : "";
        SavedImage[] files = [.. history.Recovered.OfType<SavedImage>()];
        string cost = ChargeWords.Describe(history.LastCharge, history.Charge, files.Length);
        return new($"The call was canceled{when}. {cost}{id}", cause, cancellationToken)
        {
            Charge = history.Charge,
            RequestId = history.LastHeaders?.RequestId,
            Attempts = [.. history.Records],
            RecoveredFiles = files,
        };
    }
}
