namespace GptImage.Sdk;

/// <summary>Makes inputs of pictures that were paid for.</summary>
internal static class PictureInput
{
    /// <exception cref="GptImageResponseException">The service sent an address that it does not take itself.</exception>
    public static ImageInput CreateFrom(GeneratedImage image) => Find(image) ?? throw new GptImageResponseException(
        $"Instead of a picture came the address {image.Url}, which no later request can refer to. The picture was charged; fetch it, "
        + "or set GptImageClientOptions.AllowImageDownload.")
    {
        Charge = ChargeState.Charged,
        RecoveredImages = [image],
    };

    /// <summary>Makes an input of a picture, or <see langword="null"/> when it is an address that the service does not take.</summary>
    public static ImageInput? Find(GeneratedImage image)
    {
        try
        {
            return image.ToInput();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
