namespace GptImage.Sdk;

/// <summary>Short forms of the most common calls.</summary>
public static class GptImageClientExtensions
{
    /// <summary>Makes a picture from words, with the client's default model and the service's defaults.</summary>
    /// <param name="client">The client.</param>
    /// <param name="prompt">What to draw.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
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
    /// <param name="cancellationToken">Gives the call up.</param>
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
}
