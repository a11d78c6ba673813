using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Makes a conversation of its file, once every picture is known to be the one that was saved.</summary>
internal sealed class ConversationLoader
{
    private readonly string _path;
    private readonly string _folder;
    private readonly IPictureStore _store;
    private readonly CancellationToken _cancellationToken;

    private ConversationLoader(string path, CancellationToken cancellationToken)
    {
        _path = path;
        _folder = ConversationFile.FolderOf(path);
        _store = PictureStore.Folder(_folder);
        _cancellationToken = cancellationToken;
    }

    public static async Task<ImageConversation> LoadAsync(
        IGptImageClient client, string path, string? outputDirectory, CheckOptions? checks, CancellationToken cancellationToken)
    {
        string full = FileNames.GetFullPath(path);
        ThrowIfWrong(outputDirectory);
        SavedConversation saved = await ConversationFile.ReadAsync(full, cancellationToken).ConfigureAwait(false);
        ConversationLoader loader = new(full, cancellationToken);
        try
        {
            return await loader.LoadAsync(client, saved, outputDirectory, checks).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"'{full}' is not a saved conversation: {ArgumentText.WithoutParameter(exception)}", exception);
        }
    }

    /// <summary>Looks at the caller's own folder alone, so that it is not taken for a fault of the file.</summary>
    private static void ThrowIfWrong(string? outputDirectory)
    {
        try
        {
            new ConversationOptions { OutputDirectory = outputDirectory }.Checked();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException(ArgumentText.WithoutParameter(exception), nameof(outputDirectory), exception);
        }
    }

    private async Task<ImageConversation> LoadAsync(
        IGptImageClient client, SavedConversation saved, string? outputDirectory, CheckOptions? checks)
    {
        string? folder = outputDirectory
            ?? (saved.OutputDirectory is { } written ? WrittenFolder.FromText(written, _path) : null);
        ConversationOptions options = await ReadOptionsAsync(saved).ConfigureAwait(false);
        ConversationTree tree = new(client, (options with { OutputDirectory = folder, Checks = checks }).Checked());
        List<ConversationTurn> turns = [];
        foreach (SavedTurn? turn in saved.Turns ?? throw new IOException($"'{_path}' has no list of turns."))
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Turn {turns.Count + 1} in '{_path}'");
            turns.Add(await ReadTurnAsync(
                turn ?? throw new IOException($"{name} is null."), turns, name).ConfigureAwait(false));
            tree.Restore(turns[^1]);
        }

        foreach (SavedTurnCost? cost in saved.Costs ?? [])
        {
            tree.Restore(
                cost?.Id ?? throw new IOException($"A cost in '{_path}' has no id."),
                new TurnCost(CheckCost(cost.Spent) ?? 0, CheckCost(cost.PossiblySpent) ?? 0));
        }

        return new ImageConversation(tree, FindTurn(saved.Current, turns, $"The current turn in '{_path}'"));
    }

    private async Task<ConversationOptions> ReadOptionsAsync(SavedConversation saved)
    {
        ImageRequest settings = await ReadAsync(saved.Settings, $"The settings in '{_path}'").ConfigureAwait(false);
        CharacterReferenceRequest? scene = settings as CharacterReferenceRequest;
        return settings.ApplyTo(new ConversationOptions()) with
        {
            Size = settings.Size,
            Characters = scene?.Characters ?? [],
            References = scene?.References ?? (settings as ImageToImageRequest)?.Images ?? [],
            MustNotChange = ReadTexts(saved.MustNotChange) ?? [],
            RepeatPossiblyCharged = saved.RepeatPossiblyCharged ?? false,
            RepeatChangedFiles = saved.RepeatChangedFiles ?? false,
        };
    }

    private async Task<ConversationTurn> ReadTurnAsync(SavedTurn saved, List<ConversationTurn> before, string name)
    {
        ImageRequest request = await ReadAsync(saved.Request, name).ConfigureAwait(false);
        ImageToImageRequest? edit = request as ImageToImageRequest;
        return new ConversationTurn
        {
            Number = before.Count + 1,
            Parent = FindTurn(saved.Parent, before, $"The parent of {char.ToLowerInvariant(name[0])}{name[1..]}"),
            Id = saved.Id,
            Request = new TurnRequest(request.Prompt)
            {
                Characters = ReadTexts(saved.Characters),
                Text = request.Text,
                References = edit?.Images ?? [],
                Mask = edit?.Mask,
                Markup = edit?.Markup,
                Size = request.Size.IsAuto && saved.HasAutoSize is not true ? null : request.Size,
            },
            File = await FindPictureAsync(saved, name).ConfigureAwait(false),
            IsFromLedger = true,
            Cost = CheckCost(saved.Cost),
            Usage = saved.Usage?.ToUsage(),
            RequestId = saved.RequestId,
        };
    }

    private static ConversationTurn? FindTurn(int? number, List<ConversationTurn> turns, string what) => number switch
    {
        null => null,
        { } known when known >= 1 && known <= turns.Count => turns[known - 1],
        _ => throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{what} is turn {number}, which does not come before.")),
    };

    private async Task<SavedImage> FindPictureAsync(SavedTurn saved, string name)
    {
        if (string.IsNullOrEmpty(saved.File) || SafeName.Clean(saved.File) != saved.File)
        {
            throw new IOException(
                $"{name} has the picture '{saved.File}', which is not a plain name. Only pictures in '{_folder}' are loaded.");
        }

        string path = Path.Combine(_folder, saved.File);
        StoredPicture picture = await _store.FindAsync(saved.File, _cancellationToken).ConfigureAwait(false)
            ?? throw new FileNotFoundException(
                $"The picture of {char.ToLowerInvariant(name[0])}{name[1..]} is missing: there is no '{path}'. Move a saved conversation "
                + "with the folder beside it.", path);
        if (picture.Length != saved.Length || !picture.Sha256.Equals(saved.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException(
                $"The picture of {char.ToLowerInvariant(name[0])}{name[1..]} was changed: '{path}' has other bytes than when it was "
                + "saved. Bring that picture back, or save the conversation again.");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        ImageHeader? header = ImageHeader.Read(stream);
        return new SavedImage
        {
            Path = path,
            Format = header?.Format ?? default,
            PixelSize = header is { Size: { IsAuto: false } size } ? size : null,
            Length = picture.Length,
            Sha256 = picture.Sha256,
            HasContentCredentials = header?.HasContentCredentials ?? false,
            HasAlpha = header?.HasAlpha ?? false,
        };
    }

    /// <summary>Reads a request, and finds each of its pictures beside the conversation.</summary>
    private async Task<ImageRequest> ReadAsync(JsonElement json, string name)
    {
        ImageRequest request;
        try
        {
            request = ImageRequestJson.Read(json.GetRawText(), new RequestJsonOptions { Inputs = _store, BaseDirectory = _folder });
        }
        catch (JsonException exception)
        {
            throw new IOException($"{name} cannot be read: {exception.Message}", exception);
        }

        List<string> hashes = [];
        PinnedRequest.Create(request, input =>
        {
            hashes.AddRange(input.StoredHash is { } hash ? [hash] : Array.Empty<string>());
            return input;
        });
        foreach (string hash in hashes)
        {
            string path = Path.Combine(_folder, hash);
            StoredPicture stored = await _store.FindAsync(hash, _cancellationToken).ConfigureAwait(false)
                ?? throw new FileNotFoundException(
                    $"{name} has a reference that is missing: there is no '{path}'. Move a saved conversation with the folder beside it.",
                    path);
            if (stored.Sha256 != hash)
            {
                throw new IOException($"{name} has a reference that was changed: '{path}' has other bytes than its name says.");
            }
        }

        return request;
    }

    private IReadOnlyList<string>? ReadTexts(IReadOnlyList<string?>? texts) => texts is null
        ? null
        : [.. texts.Select(text => text ?? throw new IOException($"A list in '{_path}' has a null entry."))];

    private decimal? CheckCost(decimal? cost) =>
        cost < 0 ? throw new IOException($"A cost in '{_path}' is below 0.") : cost;
}
