using System.Text;

namespace GptImage.Sdk;

/// <summary>One finished picture.</summary>
public sealed class GeneratedImage : IMeasuredPicture
{
    /// <summary>Wraps the bytes of a picture. Format and size are read from them.</summary>
    /// <param name="bytes">The whole picture; not copied.</param>
    public GeneratedImage(ReadOnlyMemory<byte> bytes)
        : this(bytes, ImageHeader.Read(bytes.Span), null)
    {
    }

    internal GeneratedImage(ReadOnlyMemory<byte> bytes, ImageHeader? header, Uri? url)
    {
        Bytes = bytes;
        Format = header?.Format ?? default;
        PixelSize = header is { Size: { IsAuto: false } size } ? size : null;
        HasContentCredentials = header?.HasContentCredentials ?? false;
        HasAlpha = header?.HasAlpha ?? false;
        Url = url;
    }

    /// <summary>Gets the bytes as the service sent them. Empty when it sent an address instead.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Gets the format, read from the bytes; <see langword="default"/> when they are of none this library knows.</summary>
    public OutputFormat Format { get; }

    /// <summary>Gets the media type of the format, for example <c>image/png</c>, as an answer over HTTP needs it.</summary>
    /// <value><c>application/octet-stream</c> for bytes of no format this library knows.</value>
    public string MediaType => PictureFormat.MediaTypeOf(Format.Value);

    /// <summary>Gets the size in pixels, read from the bytes, or <see langword="null"/> when they do not tell, as with SVG.</summary>
    public ImageSize? PixelSize { get; }

    /// <summary>Gets the address of the picture, when a gateway sent one instead of bytes.</summary>
    public Uri? Url { get; }

    /// <summary>Gets whether the file carries a C2PA block that says where it comes from. Rewriting the pixels breaks it.</summary>
    public bool HasContentCredentials { get; }

    /// <summary>Gets how long each frame of an animation stands, one entry a frame. Empty for still pictures.</summary>
    public IReadOnlyList<TimeSpan> FrameDurations => Format == OutputFormat.Gif ? GifFrames.ReadDurations(Bytes.Span) : [];

    /// <summary>Gets vector graphics as text, or <see langword="null"/> for other formats.</summary>
    /// <remarks>It is untrusted markup: take scripts and external references out before a browser shows it.</remarks>
    public string? SvgText => Format == OutputFormat.Svg ? Encoding.UTF8.GetString(Bytes.Span).TrimStart('\uFEFF') : null;

    internal bool HasAlpha { get; }

    internal bool IsCutOff { get; init; }

    bool IMeasuredPicture.HasAlpha => HasAlpha;

    bool IMeasuredPicture.IsAddress => Bytes.IsEmpty;

    bool IMeasuredPicture.IsCutOff => IsCutOff;

    /// <summary>Writes the picture to a file, whole or not at all.</summary>
    /// <param name="path">The file, with or without extension: the extension is that of the real bytes. The folder is made when it is
    /// missing.</param>
    /// <param name="overwrite">Whether an existing file gives way. Otherwise the picture takes the next free name:
    /// <c>poster-2.png</c>.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    /// <returns>The full path of the file.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> names no file.</exception>
    /// <exception cref="InvalidOperationException">The picture has an address instead of bytes.</exception>
    /// <exception cref="IOException">The file or its folder cannot be written.</exception>
    public async Task<string> SaveAsync(string path, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        string full = FileNames.GetFullPath(path);
        if (Bytes.IsEmpty && Url is not null)
        {
            throw new InvalidOperationException(
                $"The service sent an address instead of the picture: {Url}. Fetch it yourself, or set "
                + "GptImageClientOptions.AllowImageDownload.");
        }

        using AtomicFile file = AtomicFile.Create(full);
        await file.Stream.WriteAsync(Bytes, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return file.Commit(FileNames.WithExtension(full, Format), overwrite);
    }

    /// <summary>Makes an input image of the picture, for an edit or as a character's reference.</summary>
    /// <returns>The input.</returns>
    public ImageInput ToInput() => Bytes.IsEmpty && Url is not null ? ImageInput.FromUri(Url) : ImageInput.FromBytes(Bytes);
}
