using System.CommandLine;
using GptImage.Sdk;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary><c>gptimage mcp</c>: a server for coding agents.</summary>
internal static class McpCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Option<decimal> budget = new("--budget")
        {
            Description = "What a session may spend without asking the user. Default: 0, every purchase is asked about.",
            HelpName = "USD",
        };
        Option<decimal> askAbove = new("--ask-above")
        {
            Description = "Ask about a single purchase above this although the budget allows it.",
            HelpName = "USD",
            DefaultValueFactory = _ => Consent.FreeOfQuestions,
        };
        Option<string[]> roots = new("--root")
        {
            Description = "Read pictures from this folder and write them to it, and nowhere else. May be given several times. Default: the "
                + "roots that the client names, else the current folder.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => [],
        };
        Command command = new("mcp", "Serve coding agents by the Model Context Protocol on standard input and output.");
        command.Add(budget);
        command.Add(askAbove);
        command.Add(roots);
        return setup.Handle(command, run => RunAsync(run, new McpOptions
        {
            Budget = Consent.RequireAmount(run.Value(budget), budget.Name),
            AskAbove = Consent.RequireAmount(run.Value(askAbove), askAbove.Name),
            Roots = [.. (run.Value(roots) ?? []).Select(RequireFolder)],
            WorkingDirectory = Directory.GetCurrentDirectory(),
            StateFolder = run.Context.StateFolder,
            SoftStop = run.SoftStop,
            HardStop = run.HardStop,
            Time = run.Context.Time,
        }));
    }

    private static async Task<int> RunAsync(CommandRun run, McpOptions options)
    {
        using ErrorOutputLogs logs = new(run.Context.Error);
        GptImageClientOptions clientOptions = run.CreateOptions();
        clientOptions.LoggerFactory = logs;
        using GptImageClient client = ClientSource.Create(clientOptions);
        await McpHost.RunAsync(
            client, clientOptions.BaseAddress, options, server => new StdioServerTransport(server, logs), logs).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static string RequireFolder(string folder) => Directory.Exists(folder)
        ? Path.GetFullPath(folder)
        : throw new CliException(ExitCode.Usage, $"There is no folder '{folder}'. Make it first, or name another one with --root.");
}
