using System.Globalization;
using System.Net;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Writes a page that shows pictures with their captions and facts.</summary>
/// <threadsafety>Not safe from several threads at once.</threadsafety>
public sealed class ImageGallery
{
    private const string Style = """
        :root{color-scheme:dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#14161c;color:#e8e6df}
        header{padding:2rem clamp(1rem,4vw,4rem) 0}h1{font-weight:600;margin:0}header p{margin:.25rem 0 0;color:#b9b6ab}
        h2{grid-column:1/-1;margin:1rem 0 -.5rem;font-size:1.15rem;font-weight:600}
        main{display:grid;gap:2rem;padding:2rem clamp(1rem,4vw,4rem);grid-template-columns:repeat(auto-fill,minmax(min(26rem,100%),1fr))}
        figure{margin:0;background:#1e212a;border-radius:12px;overflow:hidden;box-shadow:0 6px 24px #0006}
        img{display:block;width:100%;height:auto;background:repeating-conic-gradient(#2a2e39 0 25%,#232731 0 50%) 0 0/24px 24px}
        .missing{display:grid;place-items:center;min-height:14rem;margin:1rem 1rem 0;padding:1rem;border:2px dashed #4a4f5e;border-radius:8px;color:#d9a08b;font-size:.9rem;overflow-wrap:anywhere}
        figcaption{padding:1rem 1.25rem}figcaption p{margin:0 0 .5rem;font-weight:600}
        dl{margin:0;display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;font-size:.85rem;color:#b9b6ab}
        dt{color:#8b8f9c}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:9rem;overflow:auto}
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
        StringBuilder page = new();
        string title = WebUtility.HtmlEncode(Title);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            + $"content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<header><h1>{title}</h1>{Paragraph(Description)}</header>\n<main>\n");
        string? section = null;
        foreach (GalleryEntry entry in _entries)
        {
            if (entry.Section is { } next && next != section)
            {
                page.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(next)}</h2>\n");
            }

            section = entry.Section;
            AppendEntry(page, entry, folder);
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendEntry(StringBuilder page, GalleryEntry entry, string folder)
    {
        string caption = WebUtility.HtmlEncode(entry.Caption);
        page.Append(CultureInfo.InvariantCulture, $"<figure>\n{Picture(entry, caption, folder)}\n<figcaption>\n<p>{caption}</p>\n<dl>\n");
        foreach ((string name, string value) in entry.Facts.Where(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{WebUtility.HtmlEncode(name)}</dt><dd>{WebUtility.HtmlEncode(value)}</dd>\n");
        }

        page.Append("</dl>\n</figcaption>\n</figure>\n");
    }

    private static string Picture(GalleryEntry entry, string caption, string folder)
    {
        if (entry.File is not { } file)
        {
            return $"<div class=\"missing\">{WebUtility.HtmlEncode(entry.Reason)}</div>";
        }

        string source = WebUtility.HtmlEncode(RelativeAddress(file, folder));
        return $"<a href=\"{source}\"><img src=\"{source}\" alt=\"{caption}\" loading=\"lazy\"></a>";
    }

    private static string Paragraph(string text) => text.Length == 0 ? "" : $"<p>{WebUtility.HtmlEncode(text)}</p>";

    /// <summary>Writes a path as an address from the page, each part escaped, so that no name can become anything else.</summary>
    private static string RelativeAddress(string file, string folder) =>
        string.Join(
            '/', Path.GetRelativePath(folder, Path.GetFullPath(file)).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
