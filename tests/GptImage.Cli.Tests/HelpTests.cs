using System.CommandLine;

namespace GptImage.Cli.Tests;

public class HelpTests
{
    [Fact]
    public async Task Help_EveryCommand_FitsEightyColumnsAndCutsNoWords()
    {
        using Shell shell = new();

        (string[] Path, Command Command)[] all = [.. Below([], shell.CreateCommands())];

        Assert.True(all.Length > 20);
        foreach ((string[] path, Command command) in all)
        {
            Assert.Equal(0, await shell.RunOfflineAsync([.. path, "--help"]));
            Assert.All(shell.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
            string help = Words(shell.Output);
            foreach (Symbol described in new Symbol[] { command }.Concat(command.Options).Concat(command.Arguments)
                .Concat(command.Subcommands))
            {
                Assert.False(string.IsNullOrWhiteSpace(described.Description), $"{string.Join(' ', path)} {described.Name}");
                Assert.Contains(Words(described.Description), help, StringComparison.Ordinal);
            }
        }
    }

    private static string Words(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<(string[] Path, Command Command)> Below(string[] path, Command command) =>
        command.Subcommands.SelectMany(below => Below([.. path, below.Name], below)).Prepend((path, command));
}
