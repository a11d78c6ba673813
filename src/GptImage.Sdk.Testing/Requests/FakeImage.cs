namespace GptImage.Sdk.Testing;

/// <summary>A picture that arrived with a request.</summary>
public sealed record FakeImage
{
    /// <summary>Gets the name of the multipart part, for example <c>image[]</c>.</summary>
    public required string PartName { get; init; }

    /// <summary>Gets the file name of the part.</summary>
    /// <value><see langword="null"/> when none was sent.</value>
    public string? FileName { get; init; }

    /// <summary>Gets the content type of the part.</summary>
    /// <value><see langword="null"/> when none was sent.</value>
    public string? ContentType { get; init; }

    /// <summary>Gets the bytes as they arrived.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Gets the width as a viewer shows it (EXIF orientation applied).</summary>
    /// <value>Pixels; 0 when the bytes are no png, jpeg or webp.</value>
    public int Width { get; init; }

    /// <summary>Gets the height as a viewer shows it (EXIF orientation applied).</summary>
    /// <value>Pixels; 0 when the bytes are no png, jpeg or webp.</value>
    public int Height { get; init; }
}
