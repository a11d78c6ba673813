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
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d UTC  finished, 0\.\d+ USD$", shell.OutputLines[0]);
        Assert.Equal("  " + shell.PathOf("lighthouse.png"), shell.OutputLines[1]);
    }

    [Theory]
    [InlineData("cut", "unknown, may have been charged, price not known")]
    [InlineData("address", "unknown, charged, price not known")]
    [InlineData("key", "failed, nothing charged")]
    public async Task History_PriceOfTheModelIsNotKnown_SaysWhetherItWasCharged(string outcome, string said)
    {
        using Shell shell = new();
        shell.Service.Enqueue(outcome switch
        {
            "cut" => FakeOutcome.Raw(200, "application/json", """{"created":1,"data":["""),
            "address" => FakeOutcome.Raw(200, "application/json", """{"created":1,"data":[{"url":"https://pictures.test/1"}]}"""),
            _ => FakeOutcome.InvalidApiKey(),
        });
        await shell.RunAsync("generate", "A lighthouse", "--model", "house-model", "--yes", "-o", shell.PathOf("one"));

        await shell.RunOfflineAsync("history");

        Assert.EndsWith("UTC  " + said, shell.OutputLines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith(
            outcome == "key" ? "1 purchase, 0.00 USD." : "1 purchase, 0.00 USD. The price of 1 is not known.", shell.Error.TrimEnd(),
            StringComparison.Ordinal);
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
