namespace GptImage.Sdk;

/// <summary>A picture that was written to disk while it arrived.</summary>
public sealed record SavedImage : IMeasuredPicture
{
    /// <summary>Gets the full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the format of the bytes.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>Gets the media type of the format, for example <c>image/png</c>.</summary>
    /// <value><c>application/octet-stream</c> for bytes of no format this library knows.</value>
    public string MediaType => PictureFormat.MediaTypeOf(Format.Value);

    /// <summary>Gets the size in pixels read from the bytes, or <see langword="null"/> when they do not tell, as with SVG.</summary>
    public ImageSize? PixelSize { get; init; }

    /// <summary>Gets the length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets whether the file carries a C2PA block that says where it comes from. Rewriting the pixels breaks it.</summary>
    public bool HasContentCredentials { get; init; }

    internal bool HasAlpha { get; init; }

    internal bool IsCutOff { get; init; }

    bool IMeasuredPicture.HasAlpha => HasAlpha;

    bool IMeasuredPicture.IsAddress => false;

    bool IMeasuredPicture.IsCutOff => IsCutOff;

    /// <summary>Gets the SHA-256 of the bytes, 64 small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
