using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

public class ReadmeTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));

    /// <summary>The transcript, by Bash in a folder of its own, as a reader would do it.</summary>
    [Fact]
    [Trait("Category", "Heavy")]
    public async Task Transcript_RunAgainstTheFake_IsWhatTheReadmeShows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no Bash on Windows.");
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.Normal());
        shell.Service.Enqueue(FakeOutcome.CutBody(1000));
        string[] transcript = [.. Lines.SkipWhile(line => line != "```console").Skip(1).TakeWhile(line => line != "```")];
        int commands = 0;

        for (int next = 0; next < transcript.Length; commands++)
        {
            Assert.StartsWith("$ ", transcript[next], StringComparison.Ordinal);
            string[] expected = [.. transcript.Skip(next + 1).TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal))];
            string[] told = await Bash.RunAsync($"{{ {transcript[next][2..]}\n}} 2>&1", "", shell);

            Assert.Equal(expected.Length, told.Length);
            Assert.All(expected.Zip(told), pair => Assert.Matches(PatternFor(pair.First), pair.Second));
            next += expected.Length + 1;
        }

        Assert.Equal((6, 2), (commands, shell.Bought));
        Assert.Contains("gptimage fake --outcome normal --outcome cut-body", Lines);
    }

    [Fact]
    public void Tables_CommandsAndExitCodes_HaveThemAll()
    {
        using Shell shell = new();
        IEnumerable<string> codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture) ?? "");

        Assert.All(
            shell.CreateCommands().Subcommands,
            command => Assert.Contains(Lines, line => Regex.IsMatch(line, $"^\\| `{command.Name}[ `].*\\|.*\\|.*\\|$")));
        Assert.All(codes, code => Assert.Contains(Lines, line => line.StartsWith($"| {code} |", StringComparison.Ordinal)));
    }

    /// <summary>An ellipsis stands for anything.</summary>
    private static string PatternFor(string line) => $"^{string.Join(".*", line.Split('…').Select(Regex.Escape))}$";
}
