using System.Text;

namespace GptImage.Sdk;

/// <summary>Writes a page that shows pictures with their captions and facts.</summary>
/// <threadsafety>Not safe from several threads at once.</threadsafety>
public sealed class ImageGallery
{
    private const string Style = """
        header{padding:2rem clamp(1rem,4vw,4rem) 0}h1{font-weight:600;margin:0;line-height:1.2}header p{margin:.4rem 0 0;color:var(--quiet)}
        h2{grid-column:1/-1;margin:1rem 0 -.5rem;font-size:1.15rem;font-weight:600}
        main{display:grid;gap:2rem;align-items:start;padding:2rem clamp(1rem,4vw,4rem);
        grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr))}
        figure{background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden}
        figure img{width:100%;max-height:36rem;object-fit:contain}.missing{margin:1rem}figcaption{padding:1rem 1.25rem}
        figcaption p{margin:0;font-weight:600;overflow-wrap:anywhere}figcaption dl{margin-top:.6rem}
        @media print{@page{margin:14mm}main{padding:0}header{padding:0 0 6mm}main{display:block;columns:2;column-gap:8mm}h2{column-span:all}
        figure{break-inside:avoid;margin:0 0 8mm}figure img{max-height:120mm;object-fit:contain}h1,h2{break-after:avoid}
        a{text-decoration:none}}
        """;

    private readonly List<GalleryEntry> _entries = [];

    /// <summary>Begins a gallery.</summary>
    /// <param name="title">The heading of the page.</param>
    /// <exception cref="ArgumentNullException"><paramref name="title"/> is null.</exception>
    public ImageGallery(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>Gets the heading of the page.</summary>
    public string Title { get; }

    /// <summary>Gets what stands below the heading of the page. Empty by default.</summary>
    public string Description { get; init; } = "";

    /// <summary>Gets the language of the page, as a tag of BCP 47 such as <c>fr</c>.</summary>
    /// <value><see langword="null"/> by default: English. The direction of each text follows from its letters.</value>
    public string? Language { get; init; }

    /// <summary>Gets the pictures in the order of the page.</summary>
    public IReadOnlyList<GalleryEntry> Entries => _entries;

    /// <summary>Adds a picture.</summary>
    /// <param name="entry">The picture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="entry"/> is null.</exception>
    public void Add(GalleryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _entries.Add(entry);
    }

    /// <summary>Writes the page. An earlier page of that name gives way; all text in it is encoded.</summary>
    /// <param name="path">The file, usually <c>index.html</c> beside the pictures, which it refers to by relative paths. The folder is made
    /// when it is missing.</param>
    /// <param name="cancellationToken">Ends the writing; an earlier page stays.</param>
    /// <returns>The full path of the page.</returns>
    /// <exception cref="IOException">The page or its folder cannot be written.</exception>
    public async Task<string> SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        FileNames.ThrowIfNoFile(path);
        string full = Path.GetFullPath(path);
        using AtomicFile file = AtomicFile.Create(full);
        await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(Page(Path.GetDirectoryName(full) ?? full)), cancellationToken)
            .ConfigureAwait(false);
        return file.Commit(full, overwrite: true);
    }

    private string Page(string folder)
    {
        PageHtml page = new(Title, Language, Style, folder);
        page.Append($"<header><h1 dir=\"auto\">{PageHtml.Encode(Title)}</h1>{Paragraph(Description)}</header>\n<main>\n");
        string? section = null;
        foreach (GalleryEntry entry in _entries)
        {
            if (entry.Section is { } next && next != section)
            {
                page.Append($"<h2 dir=\"auto\">{PageHtml.Encode(next)}</h2>\n");
            }

            section = entry.Section;
            AppendEntry(page, entry);
        }

        return page.Append("</main>\n").Finish();
    }

    private static void AppendEntry(PageHtml page, GalleryEntry entry)
    {
        page.Append($"<figure{PageHtml.LanguageAttribute(entry.Language)}>\n");
        if (entry.File is { } file)
        {
            page.AppendPicture(file, entry.AlternativeText, entry.Caption);
        }
        else
        {
            page.AppendMissing(entry.Reason);
        }

        if (entry.Caption.Length > 0 || entry.Facts.Any(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            page.Append($"<figcaption>\n{Paragraph(entry.Caption)}\n").AppendFacts(entry.Facts).Append("</figcaption>\n");
        }

        page.Append("</figure>\n");
    }

    private static string Paragraph(string text) => text.Length == 0 ? "" : $"<p dir=\"auto\">{PageHtml.Encode(text)}</p>";
}
