namespace GptImage.Sdk;

/// <summary>Where the pictures of a request are when the request is written as text and read again.</summary>
public sealed class RequestJsonOptions
{
    /// <summary>Gets or sets the store that keeps pictures from memory and from streams, each named by its SHA-256.</summary>
    /// <value><see langword="null"/> by default: a request with such a picture cannot be written, and a text that names a stored picture
    /// cannot be read.</value>
    public IPictureStore? Inputs { get; set; }

    /// <summary>Gets or sets the folder that the paths of files are relative to.</summary>
    /// <value><see langword="null"/> by default: the current directory of the process.</value>
    public string? BaseDirectory { get; set; }

    /// <summary>Gets or sets whether a text may name files outside of <see cref="BaseDirectory"/>: by an absolute path or by
    /// <c>..</c>.</summary>
    /// <value><see langword="false"/> by default: such a text is refused. Set it only for texts that you trust, because the file is sent to
    /// the service.</value>
    public bool AllowAnyPath { get; set; }
}
