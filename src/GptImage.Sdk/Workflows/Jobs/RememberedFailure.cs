namespace GptImage.Sdk;

/// <summary>Says of a purchase of an earlier run why there is no picture of it, and how to get one.</summary>
internal static class RememberedFailure
{
    /// <param name="entry">Its end.</param>
    /// <param name="what">What was bought: <c>frame</c>.</param>
    /// <param name="options">The type whose options repeat it.</param>
    public static GptImageException Create(ImageJobEntry entry, string what, string options)
    {
        if (entry.Outcome == ImageJobOutcome.FilesChanged)
        {
            return new GptImageResponseException(
                $"An earlier run finished this {what}, and its file was deleted or changed since. Put the file back, or set "
                + $"{options}.RepeatChangedFiles to buy the {what} again.")
            { Charge = entry.Charge, RequestId = entry.RequestId };
        }

        string message =
            $"An earlier run does not know whether this {what} was bought. Check your usage page, and set "
            + $"{options}.RepeatPossiblyCharged to buy it again. "
            + (entry.ErrorName is null ? $"The run ended while the {what} was under way." : "It ended with: " + entry.ErrorMessage);
        return entry.ErrorName == nameof(GptImageModerationException)
            ? new GptImageModerationException(message) { Charge = entry.Charge, RequestId = entry.RequestId }
            : new GptImageResponseException(message) { Charge = entry.Charge, RequestId = entry.RequestId };
    }
}
