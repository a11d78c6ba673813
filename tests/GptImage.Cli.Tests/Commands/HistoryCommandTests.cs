using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

public class HistoryCommandTests
{
    [Fact]
    public async Task History_AfterAPurchase_ListsItsFileAndCost()
    {
        using Shell shell = new();
        await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("lighthouse"));

        int code = await shell.RunOfflineAsync("history");

        Assert.Equal(0, code);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d  finished, 0\.\d+ USD$", shell.OutputLines[0]);
        Assert.Equal("  " + shell.PathOf("lighthouse.png"), shell.OutputLines[1]);
    }

    [Fact]
    public async Task History_NothingBought_IsEmpty()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("history");

        Assert.Equal((0, ""), (code, shell.Output));
    }

    [Fact]
    public async Task History_OnATerminal_BreaksMessagesBetweenWords()
    {
        using Shell shell = new() { Width = 80 };
        shell.Service.Enqueue(FakeOutcome.CutBody(100));
        await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("one"));

        int code = await shell.RunOfflineAsync("history");

        Assert.Equal(0, code);
        Assert.True(shell.OutputLines.Length > 4);
        Assert.All(
            shell.OutputLines.Where(line => !line.Contains(shell.PathOf("one"), StringComparison.Ordinal)),
            line => Assert.InRange(line.TrimEnd().Length, 1, 80));
    }
}
