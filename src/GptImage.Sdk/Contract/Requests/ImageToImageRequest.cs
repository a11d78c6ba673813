namespace GptImage.Sdk;

/// <summary>Asks for pictures made from others: a change of the first, with the rest as references.</summary>
public sealed record ImageToImageRequest : ImageRequest
{
    private readonly ValueList<ImageInput> _images;

    /// <summary>Asks for a change of a picture.</summary>
    /// <param name="prompt">What to change, and what to keep.</param>
    /// <param name="images">The input images, 1 to 16. The first is the one that mask and markup belong to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An image is null.</exception>
    public ImageToImageRequest(string prompt, params IReadOnlyList<ImageInput> images)
        : base(prompt) => _images = ListCopy.Create(images, nameof(images));

    /// <summary>Asks for a change of a picture.</summary>
    /// <param name="prompt">What to change, and what to keep.</param>
    /// <param name="images">The input images, 1 to 16. The first is the one that mask and markup belong to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An image is null.</exception>
    public ImageToImageRequest(string prompt, params ImageInput[] images)
        : this(prompt, (IReadOnlyList<ImageInput>)images)
    {
    }

    /// <summary>Gets the input images, in the order in which the prompt can name them (Image 1, Image 2 …).</summary>
    /// <remarks>Limit of 16: API reference, <em>Create image edit</em>, <c>image</c>, read 2026-11-23.</remarks>
    public IReadOnlyList<ImageInput> Images
    {
        get => _images;
        init => _images = ListCopy.Create(value, nameof(Images));
    }

    /// <summary>Gets the mask: a PNG of the first image's size whose fully transparent pixels say where to edit.</summary>
    /// <value><see langword="null"/> edits the whole picture. The service takes a mask as a hint.</value>
    public ImageInput? Mask { get; init; }

    /// <summary>Gets the markup: a transparent PNG of the first image's size with arrows, circles or notes drawn on it.</summary>
    /// <value><see langword="null"/> for none. Generations 2.5 and 2.6; not together with <see cref="Mask"/>.</value>
    public ImageInput? Markup { get; init; }

    /// <summary>Gets how closely the input images are kept.</summary>
    /// <value><see langword="null"/> leaves it to the service: low on the models that have it. gpt-image-1.5 takes low and high,
    /// gpt-image-1-mini low; gpt-image-2 and 2.5 refuse it, because they always work at high fidelity, and for 2.6 it is not
    /// documented.</value>
    public InputFidelity? InputFidelity { get; init; }
}
