using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The options of commands that make many pictures in a folder with a ledger of its own.</summary>
internal sealed class WorkOptions
{
    private readonly Argument<string> _file;

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder of the pictures and of the ledger job.jsonl; run again there, the command continues. Default: "
            + "FILE-pictures in the current folder, such as job-pictures for job.jsonl.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _again = new("--again")
    {
        Description = "Buy what may have been charged in an earlier run once more. Each may cost twice.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Say what would be sent and what it would cost, without a key and without the network.",
    };

    private readonly Option<decimal?> _maxCost;

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Agree to any cost. Without it, more than 0.25 USD asks, and is refused where nobody can be asked.",
    };

    private readonly Option<bool> _anyPath = new("--any-path")
    {
        Description = "Let the file name pictures outside of its folder. They are sent to the service.",
    };

    /// <param name="fileDescription">What the file has.</param>
    /// <param name="limited">What a limit is for.</param>
    public WorkOptions(string fileDescription, string limited = "everything in the folder, in this run and in earlier ones,")
    {
        _file = new Argument<string>("FILE") { Description = fileDescription };
        _maxCost = new Option<decimal?>("--max-cost")
        {
            Description = $"Stop before {limited} may cost more. Agrees to the cost up to it.",
            HelpName = "USD",
        };
    }

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_output);
        command.Add(_again);
        command.Add(_dryRun);
        command.Add(_maxCost);
        command.Add(_yes);
        command.Add(_anyPath);
    }

    /// <summary>Gets the path of the file.</summary>
    public string FilePath(CommandRun run) => run.Value(_file) ?? "";

    /// <summary>Gets the full path of the folder.</summary>
    public string Folder(CommandRun run) => Path.GetFullPath(
        run.Value(_output) is { Length: > 0 } folder ? folder : Path.GetFileNameWithoutExtension(FilePath(run)) + "-pictures");

    /// <summary>Tells whether nothing is to be bought.</summary>
    public bool IsDryRun(CommandRun run) => run.Value(_dryRun);

    /// <summary>Tells whether purchases of unknown outcome are bought again.</summary>
    public bool IsAgain(CommandRun run) => run.Value(_again);

    /// <summary>Gets the most that everything in the folder may cost, or <see langword="null"/>.</summary>
    /// <exception cref="CliException">It is not an amount.</exception>
    public decimal? SpendLimit(CommandRun run) =>
        run.Value(_maxCost) is { } limit ? Consent.RequireAmount(limit, _maxCost.Name) : null;

    /// <summary>Makes sure that the cost is agreed to. A limit agrees by itself: the ledger keeps to it.</summary>
    /// <exception cref="CliException">It is not agreed to. Nothing was sent.</exception>
    public Task AgreeAsync(CommandRun run, CostRange? cost, string what) => SpendLimit(run) is null
        ? new Consent(run.Value(_yes), maxCost: null).RequireAsync(run.Context, cost, what)
        : Task.CompletedTask;

    /// <summary>Gets where the pictures of the file are.</summary>
    public RequestJsonOptions JsonOptions(CommandRun run) => new()
    {
        BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(FilePath(run))),
        AllowAnyPath = run.Value(_anyPath),
    };
}
