namespace GptImage.Sdk;

/// <summary>Puts pictures into arrays of exactly their size.</summary>
internal sealed class MemoryDestination : IPictureDestination<GeneratedImage>
{
    private readonly List<GeneratedImage> _completed = [];

    public IReadOnlyList<object> Completed => _completed;

    public IPictureSink Open(long expectedBytes) => new MemorySink(expectedBytes);

    public GeneratedImage Keep(IPictureSink sink, int number)
    {
        GeneratedImage image = ToImage(sink);
        _completed.Add(image);
        return image;
    }

    public GeneratedImage? KeepPartial(IPictureSink sink, int index) => ToImage(sink);

    public GeneratedImage? KeepAddress(Uri address)
    {
        GeneratedImage image = new(default, null, address);
        _completed.Add(image);
        return image;
    }

    public void ForgetAddress(Uri address) => _completed.RemoveAt(_completed.FindIndex(image => image.Url == address));

    public void ThrowIfNotWritten()
    {
    }

    private static GeneratedImage ToImage(IPictureSink sink)
    {
        using MemorySink memory = (MemorySink)sink;
        return memory.ToImage();
    }
}
