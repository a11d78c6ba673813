namespace GptImage.Sdk;

/// <summary>Reads how a viewer turns a picture before it shows it.</summary>
public static class ImageOrientation
{
    /// <summary>The orientation of a picture that is shown as it is stored: 1.</summary>
    internal const int Upright = 1;

    /// <summary>Reads the EXIF orientation of a PNG (<c>eXIf</c>), JPEG (<c>APP1</c>) or WebP (<c>EXIF</c>) file.</summary>
    /// <param name="picture">The file. Its pixels are not looked at.</param>
    /// <returns>1 to 8, as EXIF counts them; 5 to 8 exchange width and height. 1 when the file does not say, or is not a picture.</returns>
    /// <remarks>Source: CIPA DC-008 (EXIF), tag 0x0112. The client measures input images, masks and answers with the same reader.</remarks>
    public static int Read(ReadOnlySpan<byte> picture) => ImageHeader.Read(picture)?.Orientation ?? Upright;
}
