namespace GptImage.Sdk;

/// <summary>Says how requests ended that a batch has no line for.</summary>
internal static class BatchEnds
{
    /// <summary>Gets the end of what is left of a batch that came to its end.</summary>
    /// <param name="part">The batch.</param>
    /// <param name="isWhole">Whether its result files have been read, each line of them, and have all that the service counted.</param>
    public static PurchaseEnd ForRest(ImageBatchPart part, bool isWhole) =>
        part.Status == ImageBatchStatus.Failed ? Refused(part)
        : isWhole && part.Status == ImageBatchStatus.Cancelled ? new PurchaseEnd
        {
            State = PurchaseState.Failed,
            Charge = ChargeState.NotSent,
            Error = nameof(GptImageApiException),
            Message = $"The batch {part.Id} was canceled before the request ran. Nothing was charged. Submit it again, or send it with "
                + "RunAsync.",
        }
        : new PurchaseEnd
        {
            State = PurchaseState.Unknown,
            Charge = ChargeState.PossiblyCharged,
            Error = nameof(GptImageResponseException),
            Message = $"The results of the batch {part.Id} ({part.Status}) do not have the request. A picture may have been made and "
                + "charged. Check your usage page, and set ImageBatchOptions.RepeatPossiblyCharged to submit it again.",
        };

    /// <summary>Makes the exception of an end that was read from the ledger in this run.</summary>
    public static GptImageException ToError(PurchaseEnd end) => end.Error switch
    {
        nameof(GptImageRateLimitException) =>
            new GptImageRateLimitException(end.Message ?? "") { Charge = end.Charge },
        nameof(GptImageApiException) => new GptImageApiException(end.Message ?? "") { Charge = end.Charge },
        _ => new GptImageResponseException(end.Message ?? "") { Charge = end.Charge },
    };

    /// <summary>No line ran: the file is wrong, or the queue of the account is full.</summary>
    private static PurchaseEnd Refused(ImageBatchPart part)
    {
        bool isFull = part.ErrorCode is "token_limit_exceeded" or "too_many_tasks";
        string said = string.Concat(new[] { part.ErrorCode, part.ErrorMessage?.TrimEnd('.') }
            .Where(text => text is not null).Select(text => $": {text}"));
        string next = isFull ? "Submit it again when other batches have ended, or submit fewer requests at once."
            : part.ErrorMessage is null ? "The service gave no reason; submit it again, or send it with RunAsync."
            : "Correct what the service names, and submit it again.";
        return new PurchaseEnd
        {
            State = PurchaseState.Failed,
            Charge = ChargeState.Rejected,
            Error = isFull ? nameof(GptImageRateLimitException) : nameof(GptImageApiException),
            Message = $"The service refused the batch {part.Id} before a line ran{said}. Nothing was charged. {next}",
        };
    }
}
