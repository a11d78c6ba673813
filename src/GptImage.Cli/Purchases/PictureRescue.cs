using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Saves pictures that were paid for and could not be written where they should go.</summary>
internal static class PictureRescue
{
    /// <summary>Does work that buys, and saves the pictures that its failure has in memory: they end with the process.</summary>
    public static async Task<TResult> WatchAsync<TResult>(CommandRun run, Func<Task<TResult>> work)
    {
        run.Output.HasBought = true;
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (GptImageException exception) when (exception.RecoveredImages.Count > 0)
        {
            await SaveAsync(run, exception.RecoveredImages).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes pictures into the user's state folder, or else into that of temporary files, and says where they are.</summary>
    private static async Task SaveAsync(CommandRun run, IReadOnlyList<GeneratedImage> pictures)
    {
        // One that has an address instead of bytes is named by the failure.
        foreach (GeneratedImage picture in pictures.Where(picture => !picture.Bytes.IsEmpty))
        {
            string? path = await SaveAsync(run.Context.StateFolder, picture).ConfigureAwait(false);
            run.Output.Note(
                path is null
                    ? "A picture that is paid for could be written nowhere, and is lost."
                    : $"A picture that is paid for could not be written where it should go. It is here: {path}");
        }
    }

    /// <summary>Writes a picture into the user's state folder, or else into that of temporary files.</summary>
    /// <returns>The path, or <see langword="null"/> when it could be written nowhere, or has an address instead of bytes.</returns>
    public static async Task<string?> SaveAsync(string stateFolder, GeneratedImage picture) => picture.Bytes.IsEmpty ? null
        : await TrySaveAsync(picture, Path.Combine(stateFolder, "rescued", "picture")).ConfigureAwait(false)
            ?? await TrySaveAsync(picture, Path.Combine(Path.GetTempPath(), "gptimage-rescued")).ConfigureAwait(false);

    private static async Task<string?> TrySaveAsync(GeneratedImage picture, string path)
    {
        try
        {
            return await picture.SaveAsync(path).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
