namespace GptImage.Sdk;

/// <summary>A picture of a design besides the anchor.</summary>
internal sealed record DesignView(ReferenceRole Role, string? Detail)
{
    /// <summary>Tells whether a picture shows this view.</summary>
    public bool IsShownBy(ImageInput reference) => reference.Role == Role && reference.Detail == Detail;

    public ImageInput Mark(ImageInput picture) => picture.As(Role).Showing(Detail);
}
