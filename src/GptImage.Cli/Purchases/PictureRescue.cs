using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Saves pictures that were paid for and could not be written where they should go.</summary>
internal static class PictureRescue
{
    /// <summary>Writes pictures into the user's state folder, or else into that of temporary files, and says where they are.</summary>
    public static async Task SaveAsync(CommandRun run, IReadOnlyList<GeneratedImage> pictures)
    {
        foreach (GeneratedImage picture in pictures)
        {
            string? path = await SaveAsync(picture, Path.Combine(run.Context.StateFolder, "rescued", "picture")).ConfigureAwait(false)
                ?? await SaveAsync(picture, Path.Combine(Path.GetTempPath(), "gptimage-rescued")).ConfigureAwait(false);
            run.Output.Note(
                path is null
                    ? "A picture that is paid for could be written nowhere, and is lost."
                    : $"A picture that is paid for could not be written where it should go. It is here: {path}");
        }
    }

    private static async Task<string?> SaveAsync(GeneratedImage picture, string path)
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
