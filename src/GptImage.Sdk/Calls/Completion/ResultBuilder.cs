namespace GptImage.Sdk;

/// <summary>Makes a result of a decoded answer.</summary>
internal static class ResultBuilder
{
    public static ImageResult Build(PlannedCall call, CallOutcome<DecodedAnswer<GeneratedImage>> outcome)
    {
        IReadOnlyList<GeneratedImage> images = outcome.Answer.Pictures;
        ImageResult result =
            Fill(new ImageResult { Images = images }, call, outcome.Answer.Facts, outcome.Answer.Warnings, outcome.Attempts, images);
        ThrowIfNotExact(call, result, images);
        return result;
    }

    public static SavedImageResult Build(PlannedCall call, CallOutcome<DecodedAnswer<SavedImage>> outcome)
    {
        IReadOnlyList<SavedImage> files = outcome.Answer.Pictures;
        SavedImageResult result =
            Fill(new SavedImageResult { Files = files }, call, outcome.Answer.Facts, outcome.Answer.Warnings, outcome.Attempts, files);
        ThrowIfNotExact(call, result, files);
        return result;
    }

    public static CompletedImageUpdate BuildCompleted(PlannedCall call, CallOutcome<DecodedAnswer<GeneratedImage>> outcome)
    {
        ImageResult result = Build(call, outcome);
        return new CompletedImageUpdate { Image = result.Images[0], Usage = result.Usage, Result = result };
    }

    public static SavedCompletedImageUpdate BuildCompleted(PlannedCall call, CallOutcome<DecodedAnswer<SavedImage>> outcome)
    {
        SavedImageResult result = Build(call, outcome);
        return new SavedCompletedImageUpdate { File = result.Files[0], Usage = result.Usage, Result = result };
    }

    /// <summary>Puts what was odd about the answer beside the warnings of the check.</summary>
    private static IReadOnlyList<Finding> WarningsOf(PlannedCall call, IReadOnlyList<string> oddities)
    {
        if (oddities.Count == 0)
        {
            return call.Plan.Findings;
        }

        FindingList findings = new();
        foreach (string oddity in oddities)
        {
            findings.Add(Rules.AnswerOdd, oddity);
        }

        return [.. call.Plan.Findings, .. findings.ToSortedList()];
    }

    private static TResult Fill<TResult>(
        TResult result, PlannedCall call, AnswerFacts facts, IReadOnlyList<string> oddities, IReadOnlyList<AttemptRecord> attempts,
        IReadOnlyList<IMeasuredPicture> pictures)
        where TResult : ImageCallResult => result with
        {
            Model = call.Plan.Model,
            Usage = facts.Usage,
            Size = facts.Size,
            Quality = facts.Quality,
            Format = facts.Format,
            Background = facts.Background,
            CreatedAt = facts.CreatedAt,
            SvgUsage = facts.SvgUsage,
            SafetyIdentifier = facts.SafetyIdentifier,
            RequestId = facts.Headers.RequestId,
            ProcessingTime = facts.Headers.ProcessingTime,
            Organization = facts.Headers.Organization,
            RateLimits = facts.Headers.RateLimits,
            Attempts = attempts,
            Warnings = WarningsOf(call, oddities),
            Deviations = DeviationFinder.Find(call.Composed.Request, facts, pictures),
        };

    private static void ThrowIfNotExact(PlannedCall call, ImageCallResult result, IReadOnlyList<object> pictures)
    {
        if (!call.Composed.Request.RequireExact || result.Deviations.Count == 0)
        {
            return;
        }

        string id = result.RequestId is { } requestId ? $" Request id: {requestId}." : "";
        throw new GptImageResponseException(
            $"The answer is not what was asked for: {string.Join("; ", result.Deviations)}. "
            + $"{ChargeWords.Describe(ChargeState.Charged, ChargeState.Charged, pictures.Count)}{id}")
        {
            Charge = ChargeState.Charged,
            RequestId = result.RequestId,
            Attempts = result.Attempts,
            ProcessingTime = result.ProcessingTime,
            Organization = result.Organization,
            RateLimits = result.RateLimits,
            RecoveredImages = [.. pictures.OfType<GeneratedImage>()],
            RecoveredFiles = [.. pictures.OfType<SavedImage>()],
        };
    }
}
