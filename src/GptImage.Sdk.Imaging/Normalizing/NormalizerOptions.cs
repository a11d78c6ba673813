namespace GptImage.Sdk.Imaging;

/// <summary>How pictures are brought into a form the service takes.</summary>
public sealed class NormalizerOptions
{
    /// <summary>Gets or sets the most pixels a picture may have; checked before anything is decoded.</summary>
    /// <value>100,000,000 by default, which decodes to 400 MB; at most 500,000,000.</value>
    public long MaxPixels { get; set; } = PictureDecoder.DefaultMaxPixels;

    /// <summary>Gets or sets the model to scale down for: to its longest edge and its largest area, as more is not used.</summary>
    /// <value><see langword="null"/> by default: the size stays.</value>
    public ImageModel? FitModel { get; set; }

    /// <summary>Gets or sets whether colours are brought to sRGB, which is what the service works in.</summary>
    /// <value><see langword="true"/> by default. Otherwise the picture keeps its profile.</value>
    public bool ConvertToSrgb { get; set; } = true;

    internal NormalizerOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPixels, 1, nameof(MaxPixels));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPixels, PictureDecoder.MostMaxPixels, nameof(MaxPixels));
        return this;
    }
}
