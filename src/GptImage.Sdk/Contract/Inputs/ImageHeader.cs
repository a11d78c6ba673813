namespace GptImage.Sdk;

/// <summary>What the first bytes of a picture tell about it.</summary>
internal sealed record ImageHeader
{
    public required OutputFormat Format { get; init; }

    /// <summary>Gets the size as a viewer shows it, after the EXIF orientation; <see cref="ImageSize.Auto"/> where the format does not say
    /// (SVG).</summary>
    public ImageSize Size { get; init; }

    /// <summary>Gets the EXIF orientation, 1 to 8; <see cref="Size"/> is already turned by it.</summary>
    public int Orientation { get; init; } = ImageOrientation.Upright;

    public bool HasAlpha { get; init; }

    public bool IsCmyk { get; init; }

    public int BitsPerChannel { get; init; } = 8;

    /// <summary>Gets whether a C2PA block was met before the pixels.</summary>
    public bool HasContentCredentials { get; init; }

    public string MediaType => PictureFormat.MediaTypeOf(Format.Value);

    /// <summary>Reads a header from the beginning of a stream, and no more of it than needed.</summary>
    /// <returns>The header, or <see langword="null"/> when the bytes are no picture this library knows.</returns>
    public static ImageHeader? Read(Stream stream)
    {
        HeadReading reading = new();
        while (reading.Take(stream.Read(reading.Buffer.Span), stream))
        {
        }

        return reading.Finish();
    }

    /// <summary>Reads a header from a picture in memory.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> picture)
    {
        ImageHeaderReader reader = new();
        reader.Append(picture);
        return reader.Finish();
    }

    /// <summary>Makes a size of what a file says; <see cref="ImageSize.Auto"/> of what cannot be one.</summary>
    public static ImageSize SizeOf(long width, long height) =>
        width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? new ImageSize((int)width, (int)height) : ImageSize.Auto;
}
