namespace GptImage.Cli;

/// <summary>Writes to the error output.</summary>
internal static class ErrorOutput
{
    /// <summary>Writes a line. Where that fails, for example on a full disk, the line is lost: no purchase may end because of a
    /// message.</summary>
    /// <returns>Whether the line was written.</returns>
    public static bool TryWriteLine(TextWriter error, string line)
    {
        try
        {
            error.WriteLine(line);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
