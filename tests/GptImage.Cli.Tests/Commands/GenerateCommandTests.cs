using System.Text.Json;
using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

public class GenerateCommandTests
{
    [Fact]
    public async Task Generate_Prompt_PrintsThePathAndNothingElse()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("generate", "A lighthouse at dawn", "-o", shell.PathOf("lighthouse"));

        Assert.Equal(0, code);
        Assert.Equal(shell.PathOf("lighthouse.png") + Environment.NewLine, shell.Output);
        Assert.True(File.Exists(shell.PathOf("lighthouse.png")));
        using JsonDocument sent = JsonDocument.Parse(shell.Service.Requests[0].Body);
        Assert.Equal("1024x1024", sent.RootElement.GetProperty("size").GetString());
        Assert.Equal("medium", sent.RootElement.GetProperty("quality").GetString());
    }

    [Fact]
    public async Task Generate_AnIllegalSize_IsTwoAndNamesTheNearest()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("generate", "A lighthouse", "--size", "1000x700", "-o", shell.PathOf("lighthouse"));

        Assert.Equal(2, code);
        Assert.Single(shell.Error.Split("1008x704")[1..]);
        Assert.Equal("", shell.Output);
        Assert.Equal(0, shell.Bought);
    }

    [Fact]
    public async Task Generate_AFileIsInTheWay_IsTwoAndBuysNothing()
    {
        using Shell shell = new();
        shell.Write("lighthouse.png", "mine");

        int code = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("lighthouse.png"));

        Assert.Equal(2, code);
        Assert.Contains("--overwrite", shell.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(shell.PathOf("lighthouse.png"), TestContext.Current.CancellationToken));
        Assert.Equal(0, shell.Bought);
    }

    [Fact]
    public async Task Generate_DearAndNobodyToAsk_IsSixAndNamesTheOptions()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("generate", "A lighthouse", "--n", "10", "-o", shell.PathOf("lighthouse"));

        Assert.Equal(6, code);
        Assert.Contains("--yes", shell.Error, StringComparison.Ordinal);
        Assert.Contains("--max-cost", shell.Error, StringComparison.Ordinal);
        Assert.Equal(0, shell.Bought);
    }

    [Theory]
    [InlineData(
        "1 picture of 1024x1024 in quality high may cost 0.2108 USD, and --max-cost is 0.01 USD. Raise --max-cost, or ask for a smaller "
        + "size or a lower quality. Nothing was sent.", "--quality", "high", "--max-cost", "0.01")]
    [InlineData(
        "What 1 picture of 1024x1024 in quality medium will cost is not known, and --max-cost is 5.00 USD. Set a model, size and "
        + "quality whose price is known, or agree with --yes instead of --max-cost. Nothing was sent.",
        "--model", "house-model", "--max-cost", "5", "--yes")]
    [InlineData(
        "The cost of 1 picture of 1024x1024 in quality medium is not known, and nobody can be asked here. Agree with --yes. Nothing was "
        + "sent.", "--model", "house-model")]
    public async Task Generate_CostThatIsNotAgreedTo_SaysWhatWouldBe(string said, params string[] options)
    {
        using Shell shell = new();

        int code = await shell.RunAsync(["generate", "A lighthouse", "-o", shell.PathOf("lighthouse"), .. options]);

        Assert.Equal((6, 0), (code, shell.Bought));
        Assert.EndsWith($"gptimage: {said}{Environment.NewLine}", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("n\n", 6)]
    [InlineData("", 6)]
    public async Task Generate_DearOnATerminal_Asks(string answer, int expected)
    {
        using Shell shell = new() { IsInteractive = true };

        int code = await shell.RunAsync(answer, ["generate", "A lighthouse", "--n", "10", "-o", shell.PathOf("lighthouse")]);

        Assert.Equal(expected, code);
        Assert.Contains("Buy 10 pictures of 1024x1024 in quality medium for up to ", shell.Error, StringComparison.Ordinal);
        Assert.Equal(expected == 6, shell.Error.Contains("The purchase was not confirmed. Nothing was sent.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_TheSameTwice_BuysAnewAndSaysSo()
    {
        using Shell shell = new();

        int first = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("one"));
        int second = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("two"));

        Assert.Equal((0, 0), (first, second));
        Assert.Contains("It will be bought again.", shell.Error, StringComparison.Ordinal);
        Assert.Equal(2, shell.Bought);
    }

    [Fact]
    public async Task Generate_AfterAnUnknownOutcome_IsRefusedUntilAgain()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.CutBody(100));

        int lost = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("one"));
        int refused = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("two"));
        string reason = shell.Error;
        int again = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("two"), "--again");

        Assert.Equal((7, 6, 0), (lost, refused, again));
        Assert.Contains("--again", reason, StringComparison.Ordinal);
        Assert.Equal(2, shell.Bought);
    }

    [Fact]
    public async Task Generate_AnAddressInsteadOfThePicture_IsSevenAndNamesIt()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.ImageUrls());

        int code = await shell.RunAsync("generate", "A lighthouse", "-o", shell.PathOf("lighthouse"), "--json");

        Assert.Equal(7, code);
        Assert.Contains("\"charge\":\"charged\"", shell.Output, StringComparison.Ordinal);
        Assert.Contains("http", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_DryRun_NeedsNoKeyAndSendsNothing()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("generate", "A lighthouse", "--dry-run");

        Assert.Equal(0, code);
        Assert.Contains("size: 1024x1024", shell.OutputLines);
        Assert.Contains(shell.OutputLines, line => line.StartsWith("cost: 0.", StringComparison.Ordinal));
        Assert.Equal(0, shell.Bought);
    }
}
