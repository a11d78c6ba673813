namespace GptImage.Sdk.Imaging;

/// <summary>Calls of the client that work on pixels before and after.</summary>
public static class GptImageClientImagingExtensions
{
    /// <summary>Changes one region of a picture and keeps the rest: normalises, fits to a canvas, sends with the mask, brings back, measures the drift outside the mask, and repairs it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="edit">What to change, and what happens to drift.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The final picture at the original's size, the service's own picture, and the report.</returns>
    /// <exception cref="ImagingException">The picture or the mask cannot be read; nothing was sent.</exception>
    /// <exception cref="GptImageValidationException">The mask is empty or of another size, or the request breaks rules; nothing was sent.</exception>
    /// <exception cref="ProtectedEditException">The service's picture came but cannot be worked with; the exception has it.</exception>
    /// <exception cref="ImageDriftException">The policy is <see cref="DriftPolicy.Fail"/> and too much changed; the exception has the picture.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    public static async Task<ProtectedEditResult> EditProtectedAsync(this IGptImageClient client, ProtectedEdit edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(edit);
        using ProtectedEditJob job = ProtectedEditJob.Prepare(edit, client.Explain);
        ImageResult call = await client.GenerateAsync(job.Request, cancellationToken).ConfigureAwait(false);
        return job.Finish(call);
    }
}
