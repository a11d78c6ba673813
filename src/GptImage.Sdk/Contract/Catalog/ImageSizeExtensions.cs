namespace GptImage.Sdk;

/// <summary>Asks the catalog about sizes.</summary>
public static class ImageSizeExtensions
{
    /// <summary>Gets the closest size that a model takes.</summary>
    /// <param name="size">The wanted size.</param>
    /// <param name="model">The model. One this library does not know counts as one with free sizes.</param>
    /// <returns>The size itself where it is legal, else the nearest: 1000x700 gives 1008x704 for gpt-image-2.</returns>
    public static ImageSize Nearest(this ImageSize size, ImageModel model) =>
        (ImageModelCatalog.Find(model)?.Sizes ?? SizeRule.Free).Nearest(size);
}
