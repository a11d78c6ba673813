using System.CommandLine;
using System.CommandLine.Parsing;

namespace GptImage.Cli;

/// <summary>Says what of a command line cannot be understood, and what was probably meant. Nothing of it goes to standard output, which is
/// for results.</summary>
internal static class ParseErrors
{
    private const int MaxDistance = 2;

    /// <summary>Writes the errors.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(ParseResult result, CommandSetup setup)
    {
        CommandOutput output = new(setup.Context, result.GetValue(setup.Common.Json));
        string command = CommandPath(result.CommandResult);
        string help = $"{command} --help lists what there is.";
        bool lacksCommand = result.UnmatchedTokens.Count == 0 && result.CommandResult.Command.Subcommands.Count > 0;
        string[] messages = lacksCommand ? [$"{command} needs a command after it."] : [.. Messages(result)];
        return output.Fail(new CliException(ExitCode.Usage, string.Concat(messages.Select(End)) + help));
    }

    /// <summary>Words the errors. Of words that nobody expects only the first is named: behind an option that does not exist may stand a
    /// key.</summary>
    private static IEnumerable<string> Messages(ParseResult result)
    {
        string? unexpected = result.UnmatchedTokens.Count > 0 ? result.UnmatchedTokens[0] : null;
        return unexpected is not null
            ? [$"'{unexpected}' is not known here.{Suggest(unexpected, result)}{Place(unexpected, result.CommandResult.Command)}"]
            : result.Errors.Select(error => WithoutType(error.Message)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Takes out the name that .NET has for a kind of value.</summary>
    private static string WithoutType(string message)
    {
        int type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + ".";
    }

    /// <summary>Ends a message, so that another can follow: one that ends with a list has a line of its own for each word of it.</summary>
    private static string End(string message) => message.Contains('\n', StringComparison.Ordinal)
        ? message.TrimEnd() + "." + Environment.NewLine
        : message + " ";

    /// <summary>Says where a word belongs on a command with a prompt, unless it is written as an option.</summary>
    private static string Place(string word, Command command) =>
        word.StartsWith('-') || !command.Arguments.Any(argument => argument.Name == PromptOptions.PromptName) ? ""
        : File.Exists(word) && command.Options.Any(option => option.Name == InputOptions.ImageName) ? " Pass a picture with --image."
        : " Put a prompt of several words in quotes.";

    private static string Suggest(string word, ParseResult result)
    {
        string? nearest = word.Length <= MaxDistance ? null : Names(result.CommandResult)
            .Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(near => near.Distance <= MaxDistance)
            .OrderBy(near => near.Distance)
            .FirstOrDefault().Name;
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>Gets what could have stood there: commands, and the options of this command and of all.</summary>
    private static IEnumerable<string> Names(CommandResult? result)
    {
        IEnumerable<string> own = result?.Command.Subcommands.Select(command => command.Name) ?? [];
        for (; result is not null; result = result.Parent as CommandResult)
        {
            own = own.Concat(result.Command.Options.SelectMany(option => option.Aliases.Append(option.Name)));
        }

        return own;
    }

    private static string CommandPath(CommandResult result) => result.Parent is CommandResult parent
        ? $"{CommandPath(parent)} {result.Command.Name}"
        : "gptimage";

    /// <summary>Counts the letters to add, to leave out and to replace between two words.</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
