namespace GptImage.Sdk;

/// <summary>Writes a picture to its file; hash and size are taken in passing.</summary>
internal sealed class FileSink(AtomicFile file) : IPictureSink
{
    private readonly ImageHeaderReader _header = new();
    private readonly BackgroundHash _hash = new();
    private long _length;

    /// <summary>Writes a block. Synchronous on purpose: a block goes into the page cache in less time than a hop to another thread takes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _header.Append(bytes);
        _hash.Append(bytes);
        try
        {
            file.Stream.Write(bytes);
        }
        catch (IOException exception)
        {
            throw new PictureNotWrittenException(file.Folder, exception);
        }

        _length += bytes.Length;
    }

    public SavedImage Commit(string path, bool overwrite)
    {
        ImageHeader? header = _header.Finish();
        OutputFormat format = header?.Format ?? default;
        return new SavedImage
        {
            Path = file.Commit(FileNames.WithExtension(path, format), overwrite),
            Format = format,
            PixelSize = header is { Size: { IsAuto: false } size } ? size : null,
            HasAlpha = header?.HasAlpha ?? false,
            HasContentCredentials = header?.HasContentCredentials ?? false,
            Length = _length,
            Sha256 = _hash.Finish(),
        };
    }

    public void Dispose()
    {
        _hash.Dispose();
        file.Dispose();
    }
}
