using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

public class JobCommandTests
{
    private const string Lines = """
        {"version":1,"kind":"text-to-image","prompt":"A ship","quality":"low","size":"1024x1024"}
        {"version":1,"kind":"text-to-image","prompt":"A pier","quality":"low","size":"1024x1024"}

        """;

    [Fact]
    public async Task Job_RunTwice_BuysOnce()
    {
        using Shell shell = new();
        string file = shell.Write("spring.jsonl", Lines);

        int first = await shell.RunAsync("job", file, "-o", shell.PathOf("out"));
        string[] paths = shell.OutputLines;
        string told = shell.Error;
        int second = await shell.RunAsync("job", file, "-o", shell.PathOf("out"), "--json");

        Assert.Equal((0, 0, 2), (first, second, shell.Bought));
        Assert.All(paths, path => Assert.True(File.Exists(path)));
        Assert.Equal(2, paths.Length);
        Assert.Matches(@"\[2/2\] request [12] finished, 0\.\d+ USD", told);
        Assert.Contains("\"from_ledger\":true", shell.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("\"spent_usd\":0", shell.OutputLines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_ALineIsNoRequest_IsTwoAndNamesIt()
    {
        using Shell shell = new();
        string file = shell.Write("spring.jsonl", Lines + "{\"version\":1}\n");

        int code = await shell.RunAsync("job", file, "-o", shell.PathOf("out"), "--json");

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Contains("Line 3 of", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_ARequestHasErrors_IsTwoAndBuysNone()
    {
        using Shell shell = new();
        string file = shell.Write(
            "spring.jsonl", Lines + """{"version":1,"kind":"text-to-image","prompt":"x","size":"1000x700"}""");

        int code = await shell.RunAsync("job", file, "-o", shell.PathOf("out"), "--json");

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Contains("Request 3: ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_UnknownOutcome_IsSeven()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.CutBody(100));
        string file = shell.Write("spring.jsonl", Lines);

        int code = await shell.RunAsync("job", file, "-o", shell.PathOf("out"), "--concurrency", "1", "--json");

        Assert.Equal(7, code);
        Assert.Contains("\"unknown\":1", shell.OutputLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_LimitBelowTheCost_IsSixAndStopsThere()
    {
        using Shell shell = new();
        string file = shell.Write("spring.jsonl", Lines);

        int code = await shell.RunAsync("job", file, "-o", shell.PathOf("out"), "--max-cost", "0.001", "--json");

        Assert.Equal((6, 0), (code, shell.Bought));
    }

    [Fact]
    public async Task Job_DryRun_ShowsEachPlanWithoutAKey()
    {
        using Shell shell = new();
        string file = shell.Write("spring.jsonl", Lines);

        int code = await shell.RunOfflineAsync("job", file, "--dry-run", "--json");

        Assert.Equal((0, 2), (code, shell.OutputLines.Length));
    }

    [Fact]
    public async Task Job_ItsPictures_AreInTheHistory()
    {
        using Shell shell = new();
        await shell.RunAsync("job", shell.Write("spring.jsonl", Lines), "-o", shell.PathOf("out"));
        string[] paths = shell.OutputLines;

        await shell.RunOfflineAsync("history");

        Assert.All(paths, path => Assert.Contains("  " + path, shell.OutputLines));
        await shell.RunOfflineAsync("history", "--json");
        Assert.Equal(2, shell.OutputLines.Length);
    }

    [Fact]
    public async Task Job_FileIsMissing_IsTwo()
    {
        using Shell shell = new();

        string file = shell.PathOf("nix.jsonl");

        int code = await shell.RunAsync("job", file);

        Assert.Equal(
            (2, $"gptimage: '{file}' does not exist. Name a file that does. Nothing was sent.{Environment.NewLine}"), (code, shell.Error));
    }
}
