namespace GptImage.Sdk;

/// <summary>Puts pictures into files as they arrive. One that cannot be written is paid for all the same: it goes on into memory, and so do
/// those after it.</summary>
internal sealed class FileDestination(
    string pattern, int count, bool overwrite, bool isDurable = false, Func<string, Stream>? open = null, bool isNamedLater = false)
    : IPictureDestination<SavedImage>
{
    private readonly List<object> _completed = [];
    private PictureNotWrittenException? _failure;
    private int _opened;

    public IReadOnlyList<object> Completed => _completed;

    public IPictureSink Open(long expectedBytes)
    {
        try
        {
            return new FileSink(AtomicFile.Create(FileNames.Numbered(pattern, ++_opened, count), open, expectedBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FileSink(exception);
        }
    }

    public SavedImage Keep(IPictureSink sink, int number)
    {
        string path = FileNames.Numbered(pattern, number, count);
        using FileSink file = (FileSink)sink;
        SavedImage image = Commit(file, path);
        _completed.Add(file.Rescued ?? (object)image);
        _failure ??= file.Failure is { } cause ? new PictureNotWrittenException(path, cause) : null;
        return image;
    }

    public SavedImage? KeepPartial(IPictureSink sink, int index)
    {
        using FileSink file = (FileSink)sink;
        SavedImage image = Commit(file, FileNames.Partial(pattern, index));
        if (file.Failure is null)
        {
            return image;
        }

        // The picture itself may find room.
        file.Abandon();
        return null;
    }

    public SavedImage? KeepAddress(Uri address)
    {
        _completed.Add(new GeneratedImage(default, null, address));
        return null;
    }

    public void ForgetAddress(Uri address) =>
        _completed.RemoveAt(_completed.FindIndex(picture => picture is GeneratedImage image && image.Url == address));

    public void ThrowIfNotWritten()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    private SavedImage Commit(FileSink file, string path)
    {
        try
        {
            return file.Commit(path, overwrite, isDurable, isNamedLater);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PictureNotWrittenException(path, exception);
        }
    }
}
