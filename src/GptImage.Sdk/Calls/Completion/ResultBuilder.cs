namespace GptImage.Sdk;

/// <summary>Makes a result of a decoded answer.</summary>
internal static class ResultBuilder
{
    public static ImageResult Build(PlannedCall call, CallOutcome<DecodedAnswer<GeneratedImage>> outcome)
    {
        IReadOnlyList<GeneratedImage> images = outcome.Answer.Pictures;
        ImageResult result = Fill(new ImageResult { Images = images }, call, outcome.Answer.Facts, outcome.Attempts, images);
        ThrowIfNotExact(call, result, images);
        return result;
    }

    public static SavedImageResult Build(PlannedCall call, CallOutcome<DecodedAnswer<SavedImage>> outcome)
    {
        IReadOnlyList<SavedImage> files = outcome.Answer.Pictures;
        SavedImageResult result = Fill(new SavedImageResult { Files = files }, call, outcome.Answer.Facts, outcome.Attempts, files);
        ThrowIfNotExact(call, result, files);
        return result;
    }

    public static ImageUpdate BuildUpdate(PlannedCall call, CallUpdate<GeneratedImage> update)
    {
        if (update.Update.PartialIndex is { } index)
        {
            return new PartialImageUpdate { Index = index, Image = update.Update.Picture };
        }

        ImageResult result = Build(call, new CallOutcome<DecodedAnswer<GeneratedImage>>(Answer(update), update.Attempts));
        return new CompletedImageUpdate { Image = update.Update.Picture, Usage = result.Usage, Result = result };
    }

    public static SavedImageUpdate BuildUpdate(PlannedCall call, CallUpdate<SavedImage> update)
    {
        if (update.Update.PartialIndex is { } index)
        {
            return new SavedPartialImageUpdate { Index = index, File = update.Update.Picture };
        }

        SavedImageResult result = Build(call, new CallOutcome<DecodedAnswer<SavedImage>>(Answer(update), update.Attempts));
        return new SavedCompletedImageUpdate { File = update.Update.Picture, Usage = result.Usage, Result = result };
    }

    private static DecodedAnswer<TPicture> Answer<TPicture>(CallUpdate<TPicture> update) =>
        new() { Pictures = [update.Update.Picture], Facts = update.Update.Facts };

    private static TResult Fill<TResult>(
        TResult result, PlannedCall call, AnswerFacts facts, IReadOnlyList<AttemptRecord> attempts,
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
            Warnings = call.Plan.Findings,
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
