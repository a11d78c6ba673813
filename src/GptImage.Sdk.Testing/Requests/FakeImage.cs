namespace GptImage.Sdk.Testing;

/// <summary>A picture that arrived with a request.</summary>
public sealed record FakeImage
{
    /// <summary>Gets the name of the multipart part, for example <c>image[]</c>, or the place in a JSON body, for example
    /// <c>images[0]</c>.</summary>
    public required string PartName { get; init; }

    /// <summary>Gets the file name of the part.</summary>
    /// <value><see langword="null"/> when none was sent.</value>
    public string? FileName { get; init; }

    /// <summary>Gets the content type of the part.</summary>
    /// <value><see langword="null"/> when none was sent.</value>
    public string? ContentType { get; init; }

    /// <summary>Gets the id of the uploaded file that the picture was sent as.</summary>
    /// <value><see langword="null"/> when it was sent otherwise.</value>
    public string? FileId { get; init; }

    /// <summary>Gets the web address that the picture was sent as; <see cref="Bytes"/> is then a drawn stand-in, for nothing is
    /// fetched.</summary>
    /// <value><see langword="null"/> when it was sent otherwise, by data URL for example.</value>
    public Uri? Url { get; init; }

    /// <summary>Gets the bytes as they arrived.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Gets the width as a viewer shows it (EXIF orientation applied).</summary>
    /// <value>Pixels; 0 when the bytes are no png, jpeg or webp.</value>
    public int Width { get; init; }

    /// <summary>Gets the height as a viewer shows it (EXIF orientation applied).</summary>
    /// <value>Pixels; 0 when the bytes are no png, jpeg or webp.</value>
    public int Height { get; init; }
}
