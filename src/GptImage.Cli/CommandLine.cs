using System.CommandLine;

namespace GptImage.Cli;

/// <summary>The command line: its commands, and how one is run.</summary>
internal static class CommandLine
{
    /// <summary>Makes the root command with all others below it.</summary>
    public static RootCommand Create(CliContext context)
    {
        CommonOptions common = new();
        CommandSetup setup = new(context, common);
        RootCommand root = new(
            "Makes pictures with the GPT Image service. Says what they will cost, asks before they are dear, and never buys the same "
            + "picture twice by accident.");
        foreach (Option option in common.All)
        {
            root.Add(option);
        }

        foreach (Command command in Commands(setup))
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments, without the name of the program.</param>
    /// <param name="context">The world around it.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CliContext context) =>
        Create(context).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null }).InvokeAsync(
            new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });

    /// <summary>Gets the commands in the order in which the help lists them.</summary>
    private static IEnumerable<Command> Commands(CommandSetup setup) =>
    [
        GenerateCommand.Create(setup),
        HistoryCommand.Create(setup),
        McpCommand.Create(setup),
    ];
}
