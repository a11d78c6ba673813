using System.CommandLine;

namespace GptImage.Cli;

/// <summary>What a command is made with.</summary>
/// <param name="Context">The world around it.</param>
/// <param name="Common">The options that every command has.</param>
internal sealed record CommandSetup(CliContext Context, CommonOptions Common)
{
    /// <summary>Gives a command what it does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">Does it and returns the exit code. What it throws becomes a message and a code of <see cref="ExitCode"/>.</param>
    /// <returns>The command.</returns>
    public Command Handle(Command command, Func<CommandRun, Task<int>> run)
    {
        command.SetAction(async (result, _) =>
        {
            CommandRun current = new(this, result);
            try
            {
                EmptyValues.ThrowIfAny(result);
                return current.Output.End(await run(current).ConfigureAwait(false));
            }
            catch (Exception exception) when (ExitCode.IsExpected(exception))
            {
                return current.Output.End(current.Output.Fail(exception));
            }
        });
        return command;
    }
}
