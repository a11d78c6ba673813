using System.CommandLine;
using System.Text;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The options of every command that buys: where pictures go, and what may be spent.</summary>
internal sealed class PurchaseOptions
{
    private const int MaxNameLength = 40;

    private readonly Option<string> _output;

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Let existing files give way. Without it, a file in the way refuses the purchase.",
    };

    private readonly Option<bool> _again = new("--again")
    {
        Description = "Buy although the same purchase may have been charged before. It may cost twice.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Say what would be sent and what it would cost, without a key and without the network.",
    };

    private readonly Option<decimal?> _maxCost = new("--max-cost")
    {
        Description = "Agree to a purchase up to this cost, and refuse what may cost more.",
        HelpName = "USD",
    };

    private readonly Option<bool> _yes;
    private readonly bool _asksAlways;

    /// <summary>Makes the options of a command that writes pictures.</summary>
    /// <param name="asksAlways">Whether a cheap purchase asks, too.</param>
    public PurchaseOptions(bool asksAlways = false)
        : this(
            "PATH", "Write the picture here; {0} is its number, the extension is that of the real bytes. A folder ends in /. Default: "
            + "a free name made from the prompt, in the current folder.", asksAlways)
    {
    }

    /// <summary>Makes the options of a command that writes something else.</summary>
    /// <param name="outputName">What the value of --output is called.</param>
    /// <param name="outputDescription">What is written there.</param>
    /// <param name="asksAlways">Whether a cheap purchase asks, too.</param>
    public PurchaseOptions(string outputName, string outputDescription, bool asksAlways = false)
    {
        _output = new Option<string>("--output", "-o") { Description = outputDescription, HelpName = outputName };
        _yes = new Option<bool>("--yes", "-y")
        {
            Description = "Agree to any cost. Without it, a purchase " + (asksAlways ? "" : "above 0.25 USD ")
                + "asks, and is refused where nobody can be asked.",
        };
        _asksAlways = asksAlways;
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_overwrite);
        command.Add(_again);
        command.Add(_dryRun);
        command.Add(_maxCost);
        command.Add(_yes);
    }

    /// <summary>Gets where to write, as it was typed, or <see langword="null"/>.</summary>
    public string? Output(CommandRun run) => run.Value(_output) is { Length: > 0 } output ? output : null;

    /// <summary>Tells whether nothing is to be bought.</summary>
    public bool IsDryRun(CommandRun run) => run.Value(_dryRun);

    /// <summary>Tells whether a purchase of unknown outcome is bought again.</summary>
    public bool IsAgain(CommandRun run) => run.Value(_again);

    /// <summary>Tells whether existing files give way.</summary>
    public bool Overwrites(CommandRun run) => run.Value(_overwrite);

    /// <summary>Gets what is agreed to.</summary>
    /// <exception cref="CliException">The limit is not an amount.</exception>
    public Consent ReadConsent(CommandRun run) => new(
        run.Value(_yes), run.Value(_maxCost) is { } limit ? Consent.RequireAmount(limit, _maxCost.Name) : null,
        _asksAlways ? 0 : Consent.FreeOfQuestions);

    /// <summary>Finds where the pictures of a request go.</summary>
    /// <exception cref="CliException">A file is in the way.</exception>
    public string FindPath(CommandRun run, ImageRequest request)
    {
        string? output = run.Value(_output);
        bool isFolder = output is { Length: > 0 } && (Path.EndsInDirectorySeparator(output) || Directory.Exists(output));
        if (output is { Length: > 0 } && !isFolder)
        {
            return Overwrites(run) || Paths(output, request).FirstOrDefault(File.Exists) is not { } taken
                ? output
                : throw new CliException(
                    ExitCode.Invalid,
                    $"The file '{taken}' exists already. Choose another name, or pass --overwrite. Nothing was sent.");
        }

        string wanted = Path.Combine(output ?? "", NameFor(request.Prompt));
        string free = wanted;
        for (int number = 2; Paths(free, request).Any(Path.Exists); number++)
        {
            free = FileNames.Alternative(wanted, number);
        }

        return free;
    }

    /// <summary>Makes a short name of the first words of a prompt: <c>a-lighthouse-at-dawn</c>.</summary>
    public static string NameFor(string prompt)
    {
        StringBuilder name = new();
        foreach (Rune rune in prompt.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                name.Append(Rune.ToLowerInvariant(rune));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                if (name.Length >= MaxNameLength)
                {
                    break;
                }

                name.Append('-');
            }
        }

        string clean = SafeName.Clean(name.ToString().Trim('-'));
        return clean.Length > 0 ? clean : "picture";
    }

    private static IEnumerable<string> Paths(string pattern, ImageRequest request) => Enumerable.Range(1, Math.Max(request.Count, 1))
        .Select(number => FileNames.WithExtension(
            FileNames.Numbered(Path.GetFullPath(pattern), number, request.Count), request.OutputFormat ?? OutputFormat.Png));
}
