namespace GptImage.Sdk;

/// <summary>Puts pictures into arrays of exactly their size.</summary>
internal sealed class MemoryDestination : IPictureDestination<GeneratedImage>
{
    private readonly List<GeneratedImage> _completed = [];

    public IReadOnlyList<GeneratedImage> Completed => _completed;

    public IPictureSink Open() => new MemorySink();

    public GeneratedImage Keep(IPictureSink sink, int number)
    {
        GeneratedImage image = KeepPartial(sink, number);
        _completed.Add(image);
        return image;
    }

    public GeneratedImage KeepPartial(IPictureSink sink, int index)
    {
        using MemorySink memory = (MemorySink)sink;
        return new GeneratedImage(memory.ToArray(), memory.Header, null);
    }

    public GeneratedImage KeepAddress(Uri address)
    {
        GeneratedImage image = new(default, null, address);
        _completed.Add(image);
        return image;
    }
}
