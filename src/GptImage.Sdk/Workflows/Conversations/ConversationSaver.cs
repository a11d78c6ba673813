using System.Security.Cryptography;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes a conversation: its pictures first, each under its hash, then the file that names them. Wherever it is cut off, the
/// earlier file is whole, and so are its pictures.</summary>
internal static class ConversationSaver
{
    public static async Task<string> SaveAsync(
        ConversationTree tree, ConversationTurn? current, string path, CancellationToken cancellationToken)
    {
        string full = FileNames.GetFullPath(path);
        IPictureStore store = PictureStore.Folder(ConversationFile.FolderOf(full));
        IReadOnlyList<ConversationTurn> turns = tree.Turns;
        try
        {
            List<SavedTurn> saved = [];
            foreach (ConversationTurn turn in turns)
            {
                saved.Add(await DescribeAsync(turn, turns, store, cancellationToken).ConfigureAwait(false));
            }

            ConversationOptions options = tree.Options;
            ImageRequest settings =
                options.ApplyTo(SceneRequest.Create("", options.Characters, options.References)) with { Size = options.Size };
            await ConversationFile.WriteAsync(full, new SavedConversation
            {
                Version = ConversationFile.FormatVersion,
                Settings = await WriteAsync(settings, store, cancellationToken).ConfigureAwait(false),
                MustNotChange = options.MustNotChange.Count > 0 ? options.MustNotChange : null,
                OutputDirectory = options.OutputDirectory is { } folder ? WrittenFolder.ToText(folder, full) : null,
                RepeatPossiblyCharged = options.RepeatPossiblyCharged ? true : null,
                RepeatChangedFiles = options.RepeatChangedFiles ? true : null,
                Current = current?.Number,
                Turns = saved,
                Costs = [.. tree.Costs.Select(cost => new SavedTurnCost
                {
                    Id = cost.Key,
                    Spent = cost.Value.Spent,
                    PossiblySpent = cost.Value.PossiblySpent,
                })],
            }, cancellationToken).ConfigureAwait(false);
            return full;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"The conversation was not saved to '{full}': {ArgumentText.WithoutParameter(exception)}", exception);
        }
    }

    private static async Task<SavedTurn> DescribeAsync(
        ConversationTurn turn, IReadOnlyList<ConversationTurn> turns, IPictureStore store, CancellationToken cancellationToken)
    {
        TurnRequest asked = turn.Request;
        ImageRequest request =
            SceneRequest.Create(asked.Prompt, [], asked.References, asked.Mask, asked.Markup) with
            {
                Text = asked.Text,
                Size = asked.Size ?? ImageSize.Auto,
            };
        StoredPicture picture = await StoreAsync(turn, store, cancellationToken).ConfigureAwait(false);
        return new SavedTurn
        {
            Parent = turn.Parent?.Number,
            Id = turn.Id,
            Request = await WriteAsync(request, store, cancellationToken).ConfigureAwait(false),
            HasAutoSize = asked.Size is { IsAuto: true } ? true : null,
            Characters = asked.Characters,
            File = picture.Name,
            Length = picture.Length,
            Sha256 = picture.Sha256,
            Cost = turn.Cost,
            Usage = LedgerLineUsage.FromUsage(turn.Usage),
            RequestId = turn.RequestId,
        };
    }

    /// <summary>Puts the picture of a turn beside the file, under its hash.</summary>
    private static async Task<StoredPicture> StoreAsync(ConversationTurn turn, IPictureStore store, CancellationToken cancellationToken)
    {
        using Stream content = Open(turn);
        string hash =
            Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false)).ToLowerInvariant();
        if (turn.File is { } file && file.Sha256 != hash)
        {
            throw new IOException($"The picture of {turn} was changed: '{file.Path}' has other bytes. Bring it back, and save again.");
        }

        string name = hash + PictureFormat.ExtensionOf((turn.File?.Format ?? turn.Image.Format).Value);
        content.Position = 0;
        await store.PutAsync(name, content, cancellationToken).ConfigureAwait(false);
        StoredPicture? stored = await store.FindAsync(name, cancellationToken).ConfigureAwait(false);
        return stored?.Sha256 == hash
            ? stored
            : throw new IOException($"The picture '{name}' beside the conversation has other bytes than its name says. Delete it, and save "
                + "again.");
    }

    /// <summary>Opens the picture of a turn. One on disk is not kept in memory for it.</summary>
    private static Stream Open(ConversationTurn turn)
    {
        if (turn.File is { } file)
        {
            return new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        }

        GeneratedImage image = turn.Image;
        return image.Bytes.IsEmpty
            ? throw new IOException(
                $"{turn} has no picture to save: the service sent the address {image.Url}. Set GptImageClientOptions.AllowImageDownload.")
            : new ReadOnlyMemoryStream(image.Bytes);
    }

    /// <summary>Writes a request whose pictures are beside the conversation, wherever they came from.</summary>
    private static async Task<JsonElement> WriteAsync(ImageRequest request, IPictureStore store, CancellationToken cancellationToken)
    {
        ImageRequest owned = PinnedRequest.Create(
            request, input => input.Open is { } open ? ImageInput.FromStream(open).As(input.Role).Showing(input.Detail) : input);
        string json = await ImageRequestJson
            .WriteAsync(owned, new RequestJsonOptions { Inputs = store }, cancellationToken).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
