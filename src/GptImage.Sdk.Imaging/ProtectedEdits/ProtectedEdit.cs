namespace GptImage.Sdk.Imaging;

/// <summary>Describes an edit that changes one region of a picture and leaves the rest as it is.</summary>
/// <remarks>The settings apply to the request that is sent. The service is always asked for PNG, so
/// <see cref="ImageSettings.OutputFormat"/> and <see cref="ImageSettings.OutputCompression"/> are refused here; the final file has
/// <see cref="FinalFormat"/> and <see cref="FinalQuality"/>.</remarks>
public sealed record ProtectedEdit : ImageSettings
{
    private readonly IReadOnlyList<ImageInput> _references = [];

    /// <summary>Describes a change within a mask.</summary>
    /// <param name="image">The picture, of any size and any format that <see cref="ImageNormalizer"/> reads.</param>
    /// <param name="prompt">What to change.</param>
    /// <param name="mask">A PNG of the picture's size as a viewer shows it; transparent pixels say where to edit.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProtectedEdit(ImageInput image, string prompt, ImageInput mask)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(mask);
        Image = image;
        Prompt = prompt;
        Mask = mask;
    }

    /// <summary>Describes a change within a mask.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="prompt">What to change.</param>
    /// <param name="mask">The finished mask.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProtectedEdit(ImageInput image, string prompt, EditMask mask)
        : this(image, prompt, mask?.ToInput() ?? throw new ArgumentNullException(nameof(mask)))
    {
    }

    /// <summary>Describes a change within a mask.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="prompt">What to change.</param>
    /// <param name="mask">The mask as it is now; what is drawn later does not count.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ImagingException">The mask is too fine for the 4 MB that the service takes.</exception>
    public ProtectedEdit(ImageInput image, string prompt, MaskBuilder mask)
        : this(image, prompt, mask?.Build() ?? throw new ArgumentNullException(nameof(mask)))
    {
    }

    /// <summary>Gets the picture.</summary>
    public ImageInput Image { get; init; }

    /// <summary>Gets what to change.</summary>
    public string Prompt { get; init; }

    /// <summary>Gets the mask.</summary>
    public ImageInput Mask { get; init; }

    /// <summary>Gets what to do with changes outside the mask.</summary>
    /// <value><see cref="DriftPolicy.Repair"/> by default.</value>
    public DriftPolicy Policy { get; init; }

    /// <summary>Gets how wide the seam is along which a repair blends both pictures, in pixels outwards from the mask.</summary>
    /// <value><see langword="null"/> for a hundredth of the short edge, 2 to 32. 0 cuts hard. Farther out, each pixel is the original's,
    /// bit for bit.</value>
    public double? Feather { get; init; }

    /// <summary>Gets how much may change outside the mask before <see cref="DriftPolicy.Fail"/> fails.</summary>
    /// <value>The share of protected pixels, 0 to 1; 0.01 by default.</value>
    public double MaxChangedShare { get; init; } = 0.01;

    /// <summary>Gets by how many levels of 255 a channel must differ for a pixel to count as changed.</summary>
    /// <value>0 to 254; 4 by default. A larger difference counts.</value>
    public int ChangeThreshold { get; init; } = DriftOptions.DefaultThreshold;

    /// <summary>Gets what fills the rest of the canvas when the service does not make pictures of this size.</summary>
    /// <value><see cref="CanvasPadding.Mirror"/> by default.</value>
    public CanvasPadding Padding { get; init; }

    /// <summary>Gets further input images for the prompt to refer to; the picture is Image 1.</summary>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _references = [.. value];
        }
    }

    /// <summary>Gets the format of the final picture. The service is asked for PNG in any case.</summary>
    /// <value>PNG by default. In JPEG and lossy WebP no pixel is bit-identical any more.</value>
    public OutputFormat FinalFormat { get; init; } = GptImage.Sdk.OutputFormat.Png;

    /// <summary>Gets the JPEG or WebP quality of the final picture.</summary>
    /// <value>0 to 100; <see langword="null"/> for JPEG at 95 and lossless WebP.</value>
    public int? FinalQuality { get; init; }

    /// <summary>Gets the most pixels the picture may have; checked before anything is decoded.</summary>
    /// <value>1 to 500,000,000; 100,000,000 by default.</value>
    public long MaxPixels { get; init; } = PictureDecoder.DefaultMaxPixels;

    /// <summary>Makes the request: the picture and its mask as they are sent, with all settings.</summary>
    internal ImageToImageRequest ToRequest(ImageInput picture, ImageInput mask, ImageSize size) =>
        ApplyTo(new ImageToImageRequest(Prompt, [picture, .. References]) { Mask = mask, Size = size }) with
        {
            OutputFormat = GptImage.Sdk.OutputFormat.Png,
            OutputCompression = null,
        };
}
