namespace GptImage.Sdk;

/// <summary>Puts pictures into files as they arrive.</summary>
internal sealed class FileDestination(string pattern, int count, bool overwrite) : IPictureDestination<SavedImage>
{
    private readonly List<SavedImage> _completed = [];

    public IReadOnlyList<SavedImage> Completed => _completed;

    public IPictureSink Open()
    {
        string path = FileNames.Numbered(pattern, _completed.Count + 1, count);
        try
        {
            return new FileSink(AtomicFile.Create(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PictureNotWrittenException(path, exception);
        }
    }

    public SavedImage Keep(IPictureSink sink, int number)
    {
        SavedImage image = Commit(sink, FileNames.Numbered(pattern, number, count));
        _completed.Add(image);
        return image;
    }

    public SavedImage KeepPartial(IPictureSink sink, int index) =>
        Commit(sink, FileNames.Partial(pattern, index));

    public SavedImage KeepAddress(Uri address) =>
        throw new GptImageResponseException($"The service sent an address instead of the picture, and it was not fetched: {address}. The picture was charged. Fetch it yourself, and set GptImageClientOptions.AllowImageDownload for the next calls.") { Charge = ChargeState.Charged };

    private SavedImage Commit(IPictureSink sink, string path)
    {
        using FileSink file = (FileSink)sink;
        try
        {
            return file.Commit(path, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PictureNotWrittenException(path, exception);
        }
    }
}
