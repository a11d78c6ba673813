namespace GptImage.Cli;

/// <summary>Ends a command with a message and an exit code.</summary>
internal sealed class CliException(int code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Gets the exit code; see <see cref="ExitCode"/>.</summary>
    public int Code => code;
}
