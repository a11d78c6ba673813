namespace GptImage.Sdk;

/// <summary>Writes the folder of a conversation so that it can be moved together with its file, and reads it with care.</summary>
internal static class WrittenFolder
{
    /// <summary>Gets a path relative to the folder of the file when it is below that.</summary>
    public static string ToText(string folder, string file)
    {
        string relative = Path.GetRelativePath(Path.GetDirectoryName(file) ?? file, folder).Replace(Path.DirectorySeparatorChar, '/');
        return LeadsOutside(relative) ? folder : relative;
    }

    /// <summary>Finds the folder that a file names. One that is not below the file's own must have a ledger already: a file from a stranger
    /// does not choose where pictures are written.</summary>
    /// <exception cref="IOException">The folder is outside, and has no ledger.</exception>
    public static string FromText(string text, string file)
    {
        string home = Path.GetDirectoryName(file) ?? file;
        bool isHere = !LeadsOutside(text)
            || (!IsRemote(text) && File.Exists(Path.Combine(Path.GetFullPath(text, home), LedgerFile.FileName)));
        return isHere
            ? Path.GetFullPath(text, home)
            : throw new IOException(
                $"The conversation '{file}' was made in the folder '{text}', which is not below the file and has no "
                + $"{LedgerFile.FileName}. Pass outputDirectory to say where its turns are bought.");
    }

    private static bool LeadsOutside(string path) =>
        path.Length == 0 || path.StartsWith('/') || path.StartsWith('\\') || path.Contains(':', StringComparison.Ordinal)
        || path.Contains('\0', StringComparison.Ordinal) || path.Split('/', '\\').Contains("..");

    private static bool IsRemote(string path) => path.StartsWith("\\\\", StringComparison.Ordinal)
        || path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal);
}
