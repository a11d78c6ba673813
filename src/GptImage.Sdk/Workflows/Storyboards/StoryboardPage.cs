using System.Globalization;

namespace GptImage.Sdk;

/// <summary>The page beside the frames: each with its prompt, its references, usage and cost, and the cast below.</summary>
internal sealed class StoryboardPage
{
    private const string PageName = "index.html";
    private const string CastFolder = "references";

    private readonly Storyboard _storyboard;
    private readonly string _folder;
    private readonly List<GalleryEntry> _frames = [];
    private IReadOnlyList<GalleryEntry>? _cast;

    public StoryboardPage(Storyboard storyboard, string folder)
    {
        _storyboard = storyboard;
        _folder = folder;
    }

    /// <summary>Adds a frame and writes the page, so that it is there while the rest is made.</summary>
    public async Task ShowAsync(StoryboardFrame frame, CancellationToken cancellationToken)
    {
        _cast ??= await CopyCastAsync(cancellationToken).ConfigureAwait(false);
        _frames.Add(EntryOf(frame));
        ImageGallery gallery = new(_storyboard.Title) { Description = _storyboard.Style ?? "" };
        foreach (GalleryEntry entry in (IEnumerable<GalleryEntry>)[.. _frames, .. _cast])
        {
            gallery.Add(entry);
        }

        await gallery.SaveAsync(Path.Combine(_folder, PageName), cancellationToken).ConfigureAwait(false);
    }

    private GalleryEntry EntryOf(StoryboardFrame frame)
    {
        string caption = string.Create(CultureInfo.InvariantCulture, $"{frame.Number}. {frame.Request.Prompt}");
        GalleryEntry entry = frame.File is { } file
            ? new GalleryEntry(file.Path) { Caption = caption }
            : GalleryEntry.WithoutPicture(frame.Error?.Message ?? "") with { Caption = caption };
        return entry with
        {
            Facts =
            [
                new("Characters", string.Join(
                    ", ", (FrameCast.Find(_storyboard, frame.Request) ?? []).Select(character => character.Name))),
                new("References", string.Join('\n', frame.Plan.ImageLabels)),
                new("Prompt", frame.Plan.Prompt),
                new("Model", frame.Plan.Model.Value),
                new("Usage",
                    frame.Usage is { } usage
                    ? string.Create(CultureInfo.InvariantCulture, $"{usage.InputTokens:N0} tokens in, {usage.OutputTokens:N0} out")
                    : ""),
                new("Cost", frame.Cost is { } cost ? string.Create(CultureInfo.InvariantCulture, $"{cost:0.0000} USD at list price") : ""),
                new("Request id", frame.RequestId ?? ""),
            ],
        };
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
