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

    private GalleryEntry()
    {
    }

    /// <summary>Gets the path of the file, or <see langword="null"/> when there is no picture.</summary>
    public string? File { get; private init; }

    /// <summary>Gets what stands in place of a picture, or <see langword="null"/> when there is one.</summary>
    public string? Reason { get; private init; }

    /// <summary>Gets the heading below which it stands, with its neighbours of the same one.</summary>
    /// <value><see langword="null"/> by default: no heading.</value>
    public string? Section { get; init; }

    /// <summary>Gets what stands below the picture.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Gets what the picture shows, for those who cannot see it.</summary>
    /// <value>Empty by default: the caption says so.</value>
    public string AlternativeText { get; init; } = "";

    /// <summary>Gets the language of caption and facts, as a tag of BCP 47 such as <c>ar</c>.</summary>
    /// <value><see langword="null"/> by default: the language of the page.</value>
    public string? Language { get; init; }

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

    /// <summary>Keeps the place of a picture that is not there.</summary>
    /// <param name="reason">Why it is not there.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reason"/> is null.</exception>
    public static GalleryEntry WithoutPicture(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new GalleryEntry { Reason = reason };
    }
}
