using System.CommandLine;
using System.CommandLine.Parsing;

namespace GptImage.Cli;

/// <summary>Refuses empty values: a script passes one when a variable of it is not set.</summary>
internal static class EmptyValues
{
    private const string Folder = "FOLDER";

    /// <exception cref="CliException">An option is empty, or an argument that is a path.</exception>
    public static void ThrowIfAny(ParseResult parsed)
    {
        if (parsed.CommandResult.Command.Arguments.FirstOrDefault(argument =>
            IsPath(argument.Name) && HasEmpty(parsed.GetResult(argument)?.Tokens)) is { } empty)
        {
            throw Refuse(empty.Name, empty.Name);
        }

        for (CommandResult? result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            if (result.Command.Options.FirstOrDefault(option => HasEmpty(parsed.GetResult(option)?.Tokens)) is { } option)
            {
                throw Refuse(option.Name, option.HelpName);
            }
        }
    }

    private static bool HasEmpty(IReadOnlyList<Token>? tokens) => tokens?.Any(token => string.IsNullOrWhiteSpace(token.Value)) == true;

    private static bool IsPath(string? kind) => kind is "FILE" or Folder or "PICTURE";

    private static CliException Refuse(string name, string? kind) => new(
        ExitCode.Usage,
        !IsPath(kind) ? $"{name} is empty. Write a value, or leave the option out."
        : $"{name} is empty. Name a {(kind == Folder ? "folder" : "file")}.");
}
