using System.CommandLine;
using GptImage.Sdk;

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
                Assert.DoesNotContain("Sent to the service as", described.Description, StringComparison.Ordinal);
                Assert.Contains(Words(described.Description), help, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>What a reader copies from the help is what the commands read, and what the page of the package shows.</summary>
    [Theory]
    [InlineData("job", "--help")]
    [InlineData("batch", "submit", "--help")]
    [InlineData("story", "--help")]
    public async Task Help_CommandThatReadsAFile_ShowsOneThatReads(params string[] arguments)
    {
        using Shell shell = new();

        await shell.RunOfflineAsync(arguments);
        string help = Words(shell.Output);
        string example = help[help.IndexOf('{', StringComparison.Ordinal)..(help.LastIndexOf('}') + 1)];

        string[] page = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "README.md"), TestContext.Current.CancellationToken);
        Assert.Contains(example, page);
        Assert.Contains("Default: FILE-pictures in the current folder, such as job-pictures for", help, StringComparison.Ordinal);
        if (arguments[0] == "story")
        {
            Assert.Equal("A beach", Assert.Single(ImageRequestJson.ReadStoryboard(example).Frames).Prompt);
        }
        else
        {
            Assert.Equal("Lighthouse", ImageRequestJson.Read(example).Prompt);
            Assert.Contains(example, shell.Output, StringComparison.Ordinal);
        }
    }

    private static string Words(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<(string[] Path, Command Command)> Below(string[] path, Command command) =>
        command.Subcommands.SelectMany(below => Below([.. path, below.Name], below)).Prepend((path, command));
}
