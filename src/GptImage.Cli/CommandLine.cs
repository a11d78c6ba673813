using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace GptImage.Cli;

/// <summary>The command line: its commands, and how one is run.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments, without the name of the program.</param>
    /// <param name="context">The world around it.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliContext context)
    {
        // 0.10 is ten cents in every language.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CommandSetup setup = new(context, new CommonOptions());

        // A prompt may begin with an at sign: it names no file of arguments.
        ParseResult result = Create(setup).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return result.Action is ParseErrorAction ? ParseErrors.Write(result, setup) : await result.InvokeAsync(
            new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            }).ConfigureAwait(false);
    }

    /// <summary>Makes the root command with all others below it.</summary>
    public static RootCommand Create(CommandSetup setup)
    {
        RootCommand root = new(
            "Makes pictures with the GPT Image service. Says what they will cost, asks before an expensive purchase, and never buys "
            + "the same picture twice by accident.");
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            // A word that begins with a slash is a path.
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
            if (help.Action is HelpAction action)
            {
                // Where it is not a terminal, the parser would wrap nothing.
                action.MaxWidth = setup.Context.ResultWidth ?? CliContext.DefaultWidth;
            }
        }

        foreach (Option option in setup.Common.All)
        {
            root.Add(option);
        }

        foreach (Command command in Commands(setup))
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary>Gets the commands in the order in which the help lists them.</summary>
    private static IEnumerable<Command> Commands(CommandSetup setup) =>
    [
        GenerateCommand.Create(setup),
        EditCommand.Create(setup),
        ExplainCommand.Create(setup),
        CharacterCommand.Create(setup),
        StoryCommand.Create(setup),
        JobCommand.Create(setup),
        BatchCommand.Create(setup),
        HistoryCommand.Create(setup),
        SizeCommand.Create(setup),
        ModelsCommand.Create(setup),
        DoctorCommand.Create(setup),
        MaskCommand.Create(setup),
        PosterCommand.Create(setup),
        FakeCommand.Create(setup),
        McpCommand.Create(setup),
        CompletionCommand.Create(setup),
    ];
}
