namespace GptImage.Sdk.Imaging;

/// <summary>Calls of the client that work on pixels before and after.</summary>
public static class GptImageClientImagingExtensions
{
    /// <summary>Changes one region of a picture and keeps the rest: fits the picture to a size that the service makes, sends it with the
    /// mask, brings the answer back to the picture's size, measures what changed outside the mask, and repairs it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="edit">What to change, and what happens to drift.</param>
    /// <param name="cancellationToken">Cancels the call. If the service already has the request, it finishes and charges for it.</param>
    /// <returns>The final picture at the original's size, the service's own picture, and the report.</returns>
    /// <exception cref="ImagingException">The picture or the mask cannot be read; nothing was sent.</exception>
    /// <exception cref="GptImageValidationException">The mask is empty or of another size, or the request breaks rules; nothing was
    /// sent.</exception>
    /// <exception cref="PostProcessingException">A step after the call failed, for example decoding the service's picture; the
    /// exception has that picture.</exception>
    /// <exception cref="ImageDriftException">The policy is <see cref="DriftPolicy.Fail"/> and too much changed; the exception has the
    /// picture.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    public static async Task<ProtectedEditResult> EditProtectedAsync(
        this IGptImageClient client, ProtectedEdit edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(edit);
        using ProtectedEditJob job = ProtectedEditJob.Prepare(edit, client.Explain);
        ImageResult call = await client.GenerateAsync(job.Request, cancellationToken).ConfigureAwait(false);
        return job.Finish(call);
    }

    /// <summary>Makes pictures and sets texts and logos over them: the prompt asks for calm space where they will stand.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make. The model draws its text elements, except long ones when the plan has a
    /// <see cref="OverlayPlan.LongText"/>.</param>
    /// <param name="plan">The texts and logos.</param>
    /// <param name="cancellationToken">Cancels the call. If the service already has the request, it finishes and charges for it.</param>
    /// <returns>The finished pictures, and those of the service.</returns>
    /// <exception cref="MissingGlyphsException">A font lacks characters; nothing was sent.</exception>
    /// <exception cref="ImagingException">A logo cannot be read, or a text cannot fit where the request names the size; nothing was
    /// sent.</exception>
    /// <exception cref="PostProcessingException">The pictures came, but a text does not fit or a picture cannot be read; the exception has
    /// them.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    public static async Task<PosterResult> GeneratePosterAsync(
        this IGptImageClient client, ImageRequest request, OverlayPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(plan);
        OverlayPlan whole = plan.TakeOver(request);
        whole.ThrowIfImpossible(request);
        ImageResult call = await client.GenerateAsync(plan.Prepare(request), cancellationToken).ConfigureAwait(false);
        return PostProcessingException.Guard(
            call, () => new PosterResult { Posters = [.. call.Images.Select(image => whole.Apply(image, call))], Call = call });
    }
}
