using System.Globalization;
using System.Net;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Writes what all pages share: the frame of a page, pictures with their sizes, and lists of facts. All text is encoded.</summary>
internal sealed class PageHtml
{
    private const int MaxOpenLength = 160;
    private const int MaxOpenLines = 3;

    /// <summary>The colours of all pages: light, dark, and ink on paper.</summary>
    private const string Colors = """
        :root{color-scheme:light dark;--ground:#f6f5f1;--card:#fff;--ink:#1b1d24;--quiet:#585c68;--line:#d9d6cc;
        --link:#1d4ed8;--warn:#9a3412}
        @media (prefers-color-scheme:dark){
        :root{--ground:#14161c;--card:#1e212a;--ink:#e8e6df;--quiet:#b4b7c2;--line:#3a3f4d;--link:#9db8ff;--warn:#f0b49c}}
        @media print{:root{color-scheme:light;--ground:#fff;--card:#fff;--ink:#000;--quiet:#333;--line:#999;--link:#000;--warn:#000}}
        *{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:var(--ground);color:var(--ink)}
        img{display:block;max-width:100%;height:auto}figure{margin:0}a{color:var(--link)}
        a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .checks{background:repeating-conic-gradient(#8882 0 25%,#8881 0 50%) 0 0/24px 24px}
        .missing{display:grid;place-items:center;min-height:14rem;padding:1rem;
        border:2px dashed var(--line);border-radius:8px;color:var(--warn);overflow-wrap:anywhere}
        dl{margin:0;display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem .9rem;font-size:.875rem}
        dt{color:var(--quiet)}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}summary{cursor:pointer;overflow-wrap:anywhere}
        """;

    private readonly StringBuilder _text = new();
    private readonly string _folder;

    /// <summary>Begins a page.</summary>
    /// <param name="title">The title.</param>
    /// <param name="language">The language of the page, or <see langword="null"/> for English.</param>
    /// <param name="style">The styles of this page.</param>
    /// <param name="folder">The folder of the page, from which addresses of pictures lead.</param>
    public PageHtml(string title, string? language, string style, string folder)
    {
        _folder = folder;
        Append(
            $"<!doctype html>\n<html lang=\"{Encode(language ?? "en")}\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            + "<meta name=\"color-scheme\" content=\"light dark\">\n"
            + $"<title>{Encode(title)}</title>\n<style>\n{Colors}\n{style}\n</style>\n</head>\n<body>\n");
    }

    public static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? "";

    /// <summary>Writes a <c>lang</c> attribute where a language is known.</summary>
    public static string LanguageAttribute(string? language) =>
        string.IsNullOrWhiteSpace(language) ? "" : $" lang=\"{Encode(language.Trim())}\"";

    public PageHtml Append(string html)
    {
        _text.Append(html);
        return this;
    }

    /// <summary>Writes a picture as a link to itself, with its size when the file can be read.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="alternative">What it shows, in words; empty when the words beside it say so.</param>
    /// <param name="caption">What the link opens.</param>
    public PageHtml AppendPicture(string file, string alternative, string caption)
    {
        string source = Encode(RelativeAddress(file));
        string label = alternative.Length == 0 ? $" aria-label=\"{Encode(OpenLabel(caption, file))}\"" : "";
        return Append(
            $"<a href=\"{source}\"{label}><img class=\"checks\" src=\"{source}\" alt=\"{Encode(alternative)}\"{SizeOf(file)} "
            + "loading=\"lazy\" decoding=\"async\"></a>\n");
    }

    /// <summary>Writes why there is no picture.</summary>
    public PageHtml AppendMissing(string? reason) => Append($"<div class=\"missing\" dir=\"auto\">{Encode(reason)}</div>\n");

    /// <summary>Writes facts by name; long ones are folded, and a list without any is left out.</summary>
    public PageHtml AppendFacts(IEnumerable<KeyValuePair<string, string>> facts)
    {
        KeyValuePair<string, string>[] told = [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value))];
        if (told.Length == 0)
        {
            return this;
        }

        Append("<dl>\n");
        foreach ((string name, string value) in told)
        {
            Append($"<dt>{Encode(name)}</dt><dd dir=\"auto\">{Folded(value)}</dd>\n");
        }

        return Append("</dl>\n");
    }

    /// <summary>Ends the page.</summary>
    public string Finish() => _text.Append("</body>\n</html>\n").ToString();

    private static string Folded(string value) => value.Length <= MaxOpenLength && value.AsSpan().Count('\n') < MaxOpenLines
        ? Encode(value)
        : $"<details><summary>{Encode(Beginning(value))}</summary>{Encode(value)}</details>";

    /// <summary>Gets the first words of a long text.</summary>
    private static string Beginning(string value)
    {
        string line = value.Trim().Split('\n')[0];
        int end = line.Length <= 90 ? line.Length : Math.Max(line.LastIndexOf(' ', 90), 60);
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)].TrimEnd('.', ' ') + "…";
    }

    private static string OpenLabel(string caption, string file) =>
        "Open in full size: " + (caption.Length > 0 ? caption : Path.GetFileName(file));

    /// <summary>Writes the size of a picture, so that the page does not jump when it comes; nothing when the file cannot be read.</summary>
    private static string SizeOf(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return ImageHeader.Read(stream)?.Size is { IsAuto: false } size
                ? string.Create(CultureInfo.InvariantCulture, $" width=\"{size.Width}\" height=\"{size.Height}\"")
                : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Writes a path as an address from the page, each part escaped, so that no name can become anything else.</summary>
    private string RelativeAddress(string file) =>
        string.Join(
            '/', Path.GetRelativePath(_folder, Path.GetFullPath(file)).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
