namespace GptImage.Cli;

/// <summary>Does what a command does before it sends anything.</summary>
internal static class BeforeSending
{
    /// <summary>Does it.</summary>
    /// <exception cref="CliException">The command was stopped meanwhile. Nothing was sent.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw new CliException(ExitCode.Canceled, "Stopped. Nothing was sent.", exception);
        }
    }
}
