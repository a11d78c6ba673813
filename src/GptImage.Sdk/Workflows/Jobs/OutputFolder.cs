namespace GptImage.Sdk;

/// <summary>Reads the option that names the folder of a job, a batch, a story or a conversation.</summary>
internal static class OutputFolder
{
    /// <summary>Reads a folder against the working directory, so that it cannot change with that.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="option">The option that names it, with its type.</param>
    /// <param name="instead">What else than naming a folder can be done, for an option that may be unset.</param>
    /// <exception cref="ArgumentException">The folder cannot be one; the message names the option.</exception>
    public static string GetFullPath(string? folder, string option, string instead = "")
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new ArgumentException($"{option} is empty. Name a folder{instead}.");
        }

        if (folder.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{option} has a NUL character, which no file name may have. Name another folder.");
        }

        string full = Path.GetFullPath(folder);
        return !full.Contains("{0}", StringComparison.Ordinal)
            ? full
            : throw new ArgumentException(
                $"{option} is '{full}', where '{{0}}' would stand for the number of a picture. Name a folder without '{{0}}' in its path.");
    }
}
