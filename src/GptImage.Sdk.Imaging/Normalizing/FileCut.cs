namespace GptImage.Sdk.Imaging;

/// <summary>The parts of a file that stay.</summary>
internal sealed class FileCut(ReadOnlyMemory<byte> file)
{
    private readonly List<ReadOnlyMemory<byte>> _kept = [];

    /// <summary>Gets the names of what was cut out, each once.</summary>
    public List<string> Dropped { get; } = [];

    /// <summary>Gets or sets what corrects the finished file.</summary>
    public Action<byte[]>? Finish { get; set; }

    public void Keep(int start, int length) => _kept.Add(file.Slice(start, length));

    /// <summary>Puts other bytes where a part of the file was.</summary>
    public void Replace(byte[] part, string dropped)
    {
        _kept.Add(part);
        Drop(dropped);
    }

    public void KeepOrDrop(bool keeps, int start, int length, string name)
    {
        if (keeps)
        {
            Keep(start, length);
        }
        else
        {
            Drop(name);
        }
    }

    public void Drop(string name)
    {
        if (!Dropped.Contains(name))
        {
            Dropped.Add(name);
        }
    }

    public void DropRest(int start)
    {
        if (start < file.Length)
        {
            Drop("data behind the picture");
        }
    }

    public byte[] ToArray()
    {
        byte[] left = new byte[_kept.Sum(part => part.Length)];
        int at = 0;
        foreach (ReadOnlyMemory<byte> part in _kept)
        {
            part.CopyTo(left.AsMemory(at));
            at += part.Length;
        }

        Finish?.Invoke(left);
        return left;
    }
}
