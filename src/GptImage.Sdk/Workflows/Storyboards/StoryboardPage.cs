using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>The page beside the frames, to be read as a story: one frame a screen with its words, the cast at the end. How each frame
/// was made is folded away.</summary>
internal sealed class StoryboardPage
{
    private const string PageName = "index.html";
    private const string CastFolder = "references";

    private const string Style = """
        html{scroll-snap-type:y proximity}
        header,.frame,.cast{padding:clamp(1rem,3vw,2.5rem) clamp(1rem,6vw,6rem)}
        header{min-height:40svh;display:grid;align-content:end;justify-items:center;text-align:center}
        h1{font:600 clamp(2rem,6vw,4rem)/1.1 ui-serif,Georgia,serif;margin:0;overflow-wrap:anywhere}
        header p{margin:.8rem 0 0;color:var(--quiet)}
        .frame{min-height:100svh;display:grid;grid-template-rows:1fr auto;scroll-snap-align:start}
        .frame figure{display:grid;align-content:center;justify-items:center;gap:1.25rem}
        .frame img{max-height:72svh;width:auto;border-radius:6px}.frame .missing{width:min(100%,48rem)}
        .words{max-width:46rem;margin:0;
        font:1.25rem/1.5 ui-serif,Georgia,serif;text-align:center;white-space:pre-wrap;overflow-wrap:anywhere}
        .frame>details{max-width:60rem;width:100%;margin:1.5rem auto 0;font-size:.875rem;color:var(--quiet)}
        .frame dl{margin-top:.6rem;color:var(--ink)}
        .cast h2{font:600 1.6rem/1.2 ui-serif,Georgia,serif;margin:0 0 1rem}
        .cast div.grid{display:grid;gap:1.25rem;align-items:start;grid-template-columns:repeat(auto-fill,minmax(min(9rem,45%),1fr))}
        .cast img{width:100%;border-radius:6px}.cast figcaption{margin-top:.4rem;font-size:.875rem}
        .cast .missing{min-height:8rem;font-size:.8rem}
        @media print{@page{size:A4 landscape;margin:12mm}header{min-height:0;height:180mm;align-content:center;break-after:page;padding:0}
        .frame{min-height:0;display:block;break-after:page;break-inside:avoid;padding:0}.frame img{max-height:145mm}
        .frame>details{display:none}
        .words{font-size:15pt}.cast{padding:0}.cast img{max-height:70mm;object-fit:contain}.cast figure{break-inside:avoid}
        a{text-decoration:none}}
        """;

    private readonly Storyboard _storyboard;
    private readonly string _folder;
    private readonly string? _language;
    private readonly List<StoryboardFrame> _frames = [];
    private IReadOnlyList<GalleryEntry>? _cast;

    /// <param name="storyboard">The story.</param>
    /// <param name="folder">The folder of the page.</param>
    /// <param name="language">The language of the story, or <see langword="null"/> when it is not known.</param>
    public StoryboardPage(Storyboard storyboard, string folder, string? language)
    {
        _storyboard = storyboard;
        _folder = folder;
        _language = language;
    }

    /// <summary>Adds a frame and writes the page, so that it is there while the rest is made.</summary>
    public async Task ShowAsync(StoryboardFrame frame, CancellationToken cancellationToken)
    {
        _cast ??= await CopyCastAsync(cancellationToken).ConfigureAwait(false);
        _frames.Add(frame);
        string path = Path.Combine(Path.GetFullPath(_folder), PageName);
        using AtomicFile file = AtomicFile.Create(path);
        await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(Page()), cancellationToken).ConfigureAwait(false);
        _ = file.Commit(path, overwrite: true);
    }

    private string Page()
    {
        PageHtml page = new(_storyboard.Title, _language, Style, Path.GetFullPath(_folder));
        string style = string.IsNullOrWhiteSpace(_storyboard.Style) ? "" : $"<p dir=\"auto\">{PageHtml.Encode(_storyboard.Style)}</p>";
        page.Append($"<header><h1 dir=\"auto\">{PageHtml.Encode(_storyboard.Title)}</h1>{style}</header>\n<main>\n");
        foreach (StoryboardFrame frame in _frames)
        {
            AppendFrame(page, frame);
        }

        AppendCast(page);
        return page.Append("</main>\n").Finish();
    }

    private void AppendFrame(PageHtml page, StoryboardFrame frame)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{frame.Number} of {_storyboard.Frames.Count}");
        page.Append($"<section class=\"frame\" aria-label=\"Frame {place}\">\n<figure>\n");
        if (frame.File is { } file)
        {
            page.AppendPicture(file.Path, SeenIn(frame), frame.Request.Prompt);
        }
        else
        {
            page.AppendMissing(frame.Error?.Message);
        }

        page.Append($"<figcaption><p class=\"words\" dir=\"auto\">{PageHtml.Encode(frame.Request.Prompt)}</p></figcaption>\n</figure>\n");
        page.Append($"<details><summary>{place}: how it was made</summary>\n")
            .AppendFacts(FactsOf(frame))
            .Append("</details>\n</section>\n");
    }

    /// <summary>Says what a picture shows and its words do not: who is in it, from where it is seen and what is written in it.</summary>
    private string SeenIn(StoryboardFrame frame)
    {
        string[] names = [.. (FrameCast.Find(_storyboard, frame.Request) ?? []).Select(character => character.Name)];
        string[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"Picture {frame.Number}"),
            .. names.Length > 0 ? ["with " + string.Join(", ", names)] : Array.Empty<string>(),
            .. string.IsNullOrWhiteSpace(frame.Request.Camera) ? Array.Empty<string>() : [frame.Request.Camera.Trim()],
            .. frame.Request.Text.Select(text => $"with the text “{text.Content}”"),
        ];
        return string.Join(", ", parts);
    }

    private IEnumerable<KeyValuePair<string, string>> FactsOf(StoryboardFrame frame) =>
    [
        new("Characters", string.Join(", ", (FrameCast.Find(_storyboard, frame.Request) ?? []).Select(character => character.Name))),
        new("References", string.Join('\n', frame.Plan.ImageLabels)),
        new("Prompt", frame.Plan.Prompt),
        new("Model", frame.Plan.Model.Value),
        new("Usage",
            frame.Usage is { } usage
            ? string.Create(CultureInfo.InvariantCulture, $"{usage.InputTokens:N0} tokens in, {usage.OutputTokens:N0} out")
            : ""),
        new("Cost", frame.Cost is { } cost ? string.Create(CultureInfo.InvariantCulture, $"{cost:0.0000} USD at list price") : ""),
        new("Checks", frame.Check is { } check ? DescribeCheck(check) : ""),
        new("Request id", frame.RequestId ?? ""),
    ];

    private static string DescribeCheck(CheckedImageResult check)
    {
        string pictures = check.Candidates.Count == 1
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; the best of {check.Candidates.Count} pictures");
        IEnumerable<string> findings = check.Best.Verdicts.SelectMany(verdict => verdict.Findings);
        return string.Join('\n', [$"{check.Best}{pictures}", .. findings]);
    }

    private void AppendCast(PageHtml page)
    {
        if (_cast is not { Count: > 0 } cast)
        {
            return;
        }

        page.Append("<section class=\"cast\" aria-labelledby=\"cast\">\n<h2 id=\"cast\">Characters</h2>\n<div class=\"grid\">\n");
        foreach (GalleryEntry entry in cast)
        {
            page.Append("<figure>\n");
            if (entry.File is { } file)
            {
                page.AppendPicture(file, "", entry.Caption);
            }
            else
            {
                page.AppendMissing(entry.Reason);
            }

            page.Append($"<figcaption dir=\"auto\">{PageHtml.Encode(entry.Caption)}</figcaption>\n</figure>\n");
        }

        page.Append("</div>\n</section>\n");
    }

    /// <summary>Copies the references into the folder, so that the page can be moved and sent as a whole.</summary>
    private async Task<IReadOnlyList<GalleryEntry>> CopyCastAsync(CancellationToken cancellationToken)
    {
        List<GalleryEntry> cast = [];
        for (int i = 0; i < _storyboard.Characters.Count; i++)
        {
            Character character = _storyboard.Characters[i];
            for (int k = 0; k < character.References.Count; k++)
            {
                string caption = $"{character.Name}, {RoleWords.OfCharacter(character.References[k].Role)}";
                string path = Path.Combine(_folder, CastFolder, string.Create(CultureInfo.InvariantCulture, $"{i + 1}-{k + 1}"));
                cast.Add(
                    (character.References[k].Open is { } open
                    ? new GalleryEntry(await CopyAsync(open, path, cancellationToken).ConfigureAwait(false))
                    : GalleryEntry.WithoutPicture(character.References[k].Description)) with
                    { Caption = caption, Section = "Characters" });
            }
        }

        return cast;
    }

    private static async Task<string> CopyAsync(Func<Stream> open, string path, CancellationToken cancellationToken)
    {
        OutputFormat format;
        using (Stream head = open())
        {
            format = ImageHeader.Read(head)?.Format ?? default;
        }

        using Stream picture = open();
        using AtomicFile file = AtomicFile.Create(path);
        await picture.CopyToAsync(file.Stream, cancellationToken).ConfigureAwait(false);
        return file.Commit(FileNames.WithExtension(path, format), overwrite: true);
    }
}
