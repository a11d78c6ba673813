namespace GptImage.Sdk;

/// <summary>A picture in a gallery.</summary>
public sealed record GalleryEntry
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _facts = [];

    /// <summary>Names a picture.</summary>
    /// <param name="file">The path of the file.</param>
    /// <exception cref="ArgumentException"><paramref name="file"/> is null, empty or white space.</exception>
    public GalleryEntry(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        File = file;
    }

    /// <summary>Gets the path of the file.</summary>
    public string File { get; }

    /// <summary>Gets what stands below the picture.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Gets facts by name, such as prompt, size and usage. Empty ones are left out.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts
    {
        get => _facts;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _facts = [.. value];
        }
    }
}
