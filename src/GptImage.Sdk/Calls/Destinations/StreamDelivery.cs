namespace GptImage.Sdk;

/// <summary>Brings one picture into a stream of the caller: whole into a temporary file, and from there on.</summary>
internal static class StreamDelivery
{
    public static async Task<SavedImageResult> SendAsync(
        IGptImageClient client, ImageRequest request, Stream destination, CancellationToken cancellationToken)
    {
        ThrowIfNotOne(client, request);
        string folder = CreateFolder(() => Directory.CreateTempSubdirectory("gptimage-"));
        try
        {
            SavedImageResult result = await client
                .GenerateToFilesAsync(request, Path.Combine(folder, "picture"), overwrite: false, cancellationToken).ConfigureAwait(false);
            SavedImage picture = result.Files is [{ } file, ..] ? file : throw new GptImageResponseException(
                "The client's result has no file for this picture.")
            {
                Charge = result.Charge,
                RequestId = result.RequestId,
            };
            await CopyAsync(result, picture, destination, cancellationToken).ConfigureAwait(false);
            File.Delete(picture.Path);
            return result with { Files = [picture with { Path = "" }, .. result.Files.Skip(1)] };
        }
        finally
        {
            DeleteIfEmpty(folder);
        }
    }

    /// <summary>Makes the folder of the temporary file, before anything is sent.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static string CreateFolder(Func<DirectoryInfo> create)
    {
        try
        {
            return create().FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The folder for temporary files '{Path.GetTempPath()}' takes no new files: {exception.Message.TrimEnd('.')}. Set TMPDIR "
                + "(TMP on Windows) to one that does. Nothing was sent.", exception);
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
