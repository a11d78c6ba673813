using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The saved characters of a picture.</summary>
internal sealed class CastOption
{
    private readonly Option<string[]> _folders = new("--character")
    {
        Description = "Show the character of this folder, which character design made; can be repeated.",
        HelpName = "FOLDER",
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_folders);

    /// <summary>Loads the characters.</summary>
    /// <exception cref="IOException">One of them cannot be loaded.</exception>
    public async Task<IReadOnlyList<Character>> LoadAsync(CommandRun run)
    {
        List<Character> characters = [];
        foreach (string folder in run.Value(_folders) ?? [])
        {
            characters.Add(await LoadAsync(run, folder).ConfigureAwait(false));
        }

        return characters;
    }

    /// <summary>Loads a character before anything is sent.</summary>
    /// <exception cref="IOException">It cannot be loaded.</exception>
    /// <exception cref="CliException">The command was stopped. Nothing was sent.</exception>
    public static Task<Character> LoadAsync(CommandRun run, string folder) =>
        BeforeSending.RunAsync(() => Character.LoadAsync(folder, run.SoftStop));

    /// <summary>Refuses characters beside a request that names its own.</summary>
    /// <exception cref="CliException">Some were typed, and the request is whole.</exception>
    public static void ThrowIfWhole(IReadOnlyList<Character> characters, bool isWhole)
    {
        if (isWhole && characters.Count > 0)
        {
            throw new CliException(ExitCode.Usage, "The request of --request names its characters. Leave out --character.");
        }
    }
}
