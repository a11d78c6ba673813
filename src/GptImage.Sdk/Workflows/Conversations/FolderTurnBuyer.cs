namespace GptImage.Sdk;

/// <summary>Buys turns into a folder, by its ledger: what is finished there is not bought again.</summary>
internal sealed class FolderTurnBuyer(IGptImageClient client, ConversationOptions options, string folder) : ITurnBuyer
{
    private readonly TurnFolder _folder = new(client, options.ToJobOptions(folder));

    public bool KeepsPictures => true;

    public async Task<TurnEnd> BuyAsync(TurnOrder order, CancellationToken cancellationToken)
    {
        JobBuyer buyer = await _folder.OpenAsync().ConfigureAwait(false);
        try
        {
            JobItem item = buyer.CreateItem(order.Number - 1, order.Request, order.Id, order.Request);
            BoundedWork work = new(1, options.TimeProvider, CancellationToken.None, cancellationToken);
            ImageJobEntry? known = await buyer.RecallAsync(item, cancellationToken).ConfigureAwait(false);
            JobStep step = known is null
                ? await buyer.RunAsync(item, work, cancellationToken, CreateSender(order)).ConfigureAwait(false)
                : new JobStep(known);
            return Finish(step.Entry, step.Failure);
        }
        finally
        {
            _folder.Close();
        }
    }

    private static TurnEnd Finish(ImageJobEntry entry, Exception? failure)
    {
        TurnEnd end = new()
        {
            Charge = entry.Charge,
            IsFromLedger = entry.IsFromLedger,
            Usage = entry.Usage,
            Cost = entry.Cost,
            PossibleCost = entry.PossibleCost,
            RequestId = entry.RequestId,
        };
        return (entry, failure) switch
        {
            (_, { } broken and not OperationCanceledException) => end with { Error = Break(entry, broken) },
            ({ Outcome: ImageJobOutcome.Finished, Files: [var file, ..], Error: var error }, _) => end with { File = file, Error = error },
            ({ Error: { } error }, _) => end with { Error = error },
            ({ Outcome: ImageJobOutcome.NotStarted }, _) => end with { Error = failure },
            _ => end with { Error = RememberedFailure.Create(entry, "turn", nameof(ConversationOptions)) },
        };
    }

    /// <summary>The ledger cannot be written any more. What was bought is on the exception.</summary>
    private static GptImageJobException Break(ImageJobEntry entry, Exception failure) => new(
        failure is IOException ? failure.Message : $"The turn could not be brought to its end: {failure.Message}", failure)
    {
        Charge = entry.Charge,
        RequestId = entry.RequestId,
        RecoveredFiles = entry.Files,
        RecoveredImages = (entry.Error as GptImageException)?.RecoveredImages ?? [],
    };

    private PictureSender? CreateSender(TurnOrder order) => order.PartialImages is not { } partials
        ? null
        : (request, path, gate) => StreamAsync(request, path, gate, partials, order.Tell);

    /// <summary>Only our own client lets the ledger know the moment between permit and upload.</summary>
    private async Task<SavedImageResult> StreamAsync(
        ImageRequest request, string path, SendGate gate, int partials, Action<PartialImageUpdate>? tell)
    {
        if (client is not ISendHookClient)
        {
            await gate.MarkAsync().ConfigureAwait(false);
        }

        IAsyncEnumerable<SavedImageUpdate> updates = client is ISendHookClient own
            ? own.StreamToFilesAsync(request, path, partials, (_, _) => gate.MarkAsync(), gate.Token)
            : client.StreamToFilesAsync(request, path, partials, overwrite: false, gate.Token);
        SavedImageResult? result = null;
        await foreach (SavedImageUpdate update in updates.ConfigureAwait(false))
        {
            if (update is SavedPartialImageUpdate partial)
            {
                Tell(partial, tell);
            }

            result = (update as SavedCompletedImageUpdate)?.Result ?? result;
        }

        return client.RequireResult(result);
    }

    /// <summary>Hands a preview out, and leaves none of them in the folder. A preview that cannot be read is passed over: the picture
    /// itself is under way.</summary>
    private static void Tell(SavedPartialImageUpdate partial, Action<PartialImageUpdate>? tell)
    {
        try
        {
            GeneratedImage image = new(File.ReadAllBytes(partial.File.Path));
            tell?.Invoke(new PartialImageUpdate { Index = partial.Index, Image = image });
            File.Delete(partial.File.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program has it. The next preview comes, or the picture.
        }
    }
}
