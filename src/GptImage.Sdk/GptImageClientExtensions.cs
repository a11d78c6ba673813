namespace GptImage.Sdk;

/// <summary>Short forms of the most common calls.</summary>
public static class GptImageClientExtensions
{
    /// <summary>Makes a picture from words, with the client's default model and the service's defaults.</summary>
    /// <param name="client">The client.</param>
    /// <param name="prompt">What to draw.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The picture and what the service says of it.</returns>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    public static Task<ImageResult> GenerateAsync(this IGptImageClient client, string prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GenerateAsync(new TextToImageRequest(prompt), cancellationToken);
    }

    /// <summary>Changes a picture, with the client's default model and the service's defaults.</summary>
    /// <param name="client">The client.</param>
    /// <param name="prompt">What to change.</param>
    /// <param name="image">The picture.</param>
    /// <param name="mask">A PNG of the picture's size whose transparent pixels say where to edit; <see langword="null"/> edits all of
    /// it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The picture and what the service says of it.</returns>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    public static Task<ImageResult> EditAsync(
        this IGptImageClient client, string prompt, ImageInput image, ImageInput? mask = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(image);
        return client.GenerateAsync(new ImageToImageRequest(prompt, image) { Mask = mask }, cancellationToken);
    }

    /// <summary>Makes one picture and writes it into a stream, for example the body of a web response.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The request; <see cref="ImageRequest.Count"/> must be 1.</param>
    /// <param name="destination">The stream; it is not disposed. Nothing is written before the picture is whole.</param>
    /// <param name="cancellationToken">Cancels the call. If the service already has the request, it finishes and charges for it.</param>
    /// <returns>What the service says of the picture. The first of <see cref="SavedImageResult.Files"/> was sent and has an empty path;
    /// pictures beyond the one that was asked for stay in temporary files.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> cannot be written to.</exception>
    /// <exception cref="GptImageValidationException">The request has errors, or asks for several pictures; nothing was sent.</exception>
    /// <exception cref="GptImageCanceledException">The call was canceled. A picture that was whole is in its
    /// <see cref="GptImageCanceledException.RecoveredFiles"/>.</exception>
    /// <exception cref="GptImageException">The call failed. When the stream did not take the picture, the picture is in
    /// <see cref="GptImageException.RecoveredFiles"/>.</exception>
    /// <exception cref="IOException">No temporary folder can be made; nothing was sent.</exception>
    /// <remarks>The picture is received into a temporary file, so that memory stays small and a failure leaves the stream
    /// untouched.</remarks>
    public static Task<SavedImageResult> GenerateToStreamAsync(
        this IGptImageClient client, ImageRequest request, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(destination);
        return destination.CanWrite
            ? StreamDelivery.SendAsync(client, request, destination, cancellationToken)
            : throw new ArgumentException("The stream cannot be written to.", nameof(destination));
    }
}
