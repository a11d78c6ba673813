namespace GptImage.Sdk;

/// <summary>Brings one picture into a stream of the caller: whole into a temporary file, and from there on.</summary>
internal static class StreamDelivery
{
    public static async Task<SavedImageResult> SendAsync(
        IGptImageClient client, ImageRequest request, Stream destination, CancellationToken cancellationToken)
    {
        ThrowIfNotOne(client, request);
        string folder = Directory.CreateTempSubdirectory("gptimage-").FullName;
        try
        {
            SavedImageResult result = await client
                .GenerateToFilesAsync(request, Path.Combine(folder, "picture"), overwrite: false, cancellationToken).ConfigureAwait(false);
            SavedImage picture = result.Files[0];
            await CopyAsync(result, picture, destination, cancellationToken).ConfigureAwait(false);
            File.Delete(picture.Path);
            return result with { Files = [picture with { Path = "" }, .. result.Files.Skip(1)] };
        }
        finally
        {
            DeleteIfEmpty(folder);
        }
    }

    private static void ThrowIfNotOne(IGptImageClient client, ImageRequest request)
    {
        if (request.Count == 1)
        {
            return;
        }

        FindingList findings = new();
        findings.Add(
            Rules.StreamDestinationCount,
            FormattableString.Invariant(
                $"A stream takes 1 picture; the request asks for {request.Count}. Use GenerateToFilesAsync for several."),
            nearest: "1");
        throw new GptImageValidationException([.. findings.ToSortedList(), .. client.Explain(request).Findings]);
    }

    private static async Task CopyAsync(
        SavedImageResult result, SavedImage picture, Stream destination, CancellationToken cancellationToken)
    {
        try
        {
            FileStream source = File.OpenRead(picture.Path);
            await using (source.ConfigureAwait(false))
            {
                await source.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
                await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new GptImageCanceledException(
                $"The call was canceled while the picture was copied into the stream. {Describe(picture)}", exception, cancellationToken)
            {
                Charge = result.Charge,
                RequestId = result.RequestId,
                Attempts = result.Attempts,
                RecoveredFiles = result.Files,
            };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new GptImageResponseException(
                $"The picture could not be written into the stream: {exception.Message.TrimEnd('.')}. {Describe(picture)}", exception)
            {
                Charge = result.Charge,
                RequestId = result.RequestId,
                Attempts = result.Attempts,
                RecoveredFiles = result.Files,
            };
        }
    }

    private static string Describe(SavedImage picture) =>
        $"{ChargeWords.Describe(ChargeState.Charged)} It is whole in the file '{picture.Path}' (RecoveredFiles).";

    /// <summary>Pictures that could not be handed over stay.</summary>
    private static void DeleteIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
