namespace GptImage.Sdk.Imaging;

/// <summary>Brings pictures of any kind into a form the service takes, and lists what it did.</summary>
/// <remarks>
/// Takes PNG, JPEG, WebP, GIF, BMP and ICO. Pixels are encoded anew only when they must change; data beside them is cut out without
/// touching them.
/// Source of what the service refuses: edits guide and measurements, read 2026-11-23.
/// </remarks>
public static class ImageNormalizer
{
    /// <summary>Normalizes a picture.</summary>
    /// <param name="image">The picture: a file, bytes, a stream or a data URI.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <returns>The picture to send and the list of what was done.</returns>
    /// <exception cref="ImagingException">The picture cannot be read, is of a format that is not read here, or has more pixels than
    /// allowed.</exception>
    public static NormalizedImage Normalize(ImageInput image, NormalizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        using SourcePicture source = SourcePicture.Open(image, (options ?? new NormalizerOptions()).Checked());
        return source.Normalize();
    }
}
