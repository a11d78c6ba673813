using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

/// <summary>Messages of the client as they come out of the tool: in its own words.</summary>
public class ErrorTextTests
{
    private const string Lines = """
        {"version":1,"kind":"text-to-image","prompt":"A ship","quality":"low","size":"1024x1024"}

        """;

    [Theory]
    [InlineData("--concurrency is 2000; set 1 to 1,000.", "job", "FILE", "-o", "OUT", "--concurrency", "2000")]
    [InlineData("--output is ", "job", "FILE", "-o", "a{0}", "--yes")]
    [InlineData("(--max-cost). All runs in this folder together", "job", "FILE", "-o", "OUT", "--max-cost", "0.001")]
    [InlineData("(--max-cost, at half the price)", "batch", "submit", "FILE", "-o", "OUT", "--max-cost", "0.0001")]
    [InlineData("Submit one with gptimage batch submit, or", "batch", "status", "nowhere")]
    [InlineData("--base-address would send the key over plain http to example.com", "generate", "x", "--base-address",
        "http://example.com/v1")]
    [InlineData("The command line has no option for AllowInsecureHttp.", "generate", "x", "--base-address", "http://example.com/v1")]
    [InlineData("run them with gptimage job.", "generate", "x", "-n", "11")]
    [InlineData("Set output_format to gif, or leave the frames out.", "explain", "x", "--frame-count", "3")]
    [InlineData("Set output_format to svg, or leave svg out.", "explain", "x", "--svg", "gpt-5.5")]
    [InlineData("For a picture from words alone use a text-to-image request.", "edit", "x", "-o", "OUT")]
    [InlineData("Add at least one frame.", "story", "STORY", "-o", "OUT")]
    [InlineData("Choose png, jpeg or webp, or leave --chained out.", "story", "STORY", "--chained", "-o", "OUT")]
    [InlineData("to look like. Draw it with gptimage character design.", "generate", "Mia waves", "--character", "MIA", "-o", "OUT")]
    [InlineData("Give it a larger box or fewer words.", "poster", "PICTURE", "--text", "A long text", "--area", "0,0,4,4", "-o", "OUT")]
    [InlineData("--svg: The value", "explain", "x", "--output-format", "svg", "--svg", ":low")]
    [InlineData("--max-cost is -1. Write 0 USD or more.", "generate", "x", "-o", "OUT", "--max-cost", "-1")]
    [InlineData("--max-cost is -0.5. Write 0 USD or more.", "job", "FILE", "-o", "OUT", "--max-cost", "-0.5")]
    [InlineData("no price is known. gptimage models lists the known ones.", "explain", "x", "--model", "gpt-image-9")]
    [InlineData("Pass --appearance, or another part of the description, or --photo.", "character", "design", "Mia", "-o", "OUT", "--yes")]
    [InlineData("'https:///' is not a picture: ", "explain", "x", "-i", "https:///")]
    public async Task Run_WhatTheClientRefuses_IsSaidInOptions(string said, params string[] arguments)
    {
        using Shell shell = new();
        Directory.CreateDirectory(shell.PathOf("mia"));
        shell.Write("mia/character.json", """{"version":1,"name":"Mia","references":[]}""");
        string story = """{"version":1,"kind":"storyboard","title":"Sea","output_format":"gif","frames":[]}""";
        string[] typed =
        [
            .. arguments.Select(argument => argument switch
            {
                "FILE" => shell.Write("spring.jsonl", Lines),
                "STORY" => shell.Write("story.json", story),
                "PICTURE" => shell.Write("sea.png", Pictures.Png(64, 64)),
                "MIA" => shell.PathOf("mia"),
                "OUT" => shell.PathOf("out"),
                _ => argument,
            }),
        ];
        bool isElsewhere = arguments.Contains("--base-address");

        await (isElsewhere ? shell.RunOfflineAsync([.. typed, "--key-file", shell.PathOf("key")]) : shell.RunAsync(typed));
        string all = shell.Error + shell.Output;
        await (isElsewhere
            ? shell.RunOfflineAsync([.. typed, "--json", "--key-file", shell.PathOf("key")])
            : shell.RunAsync([.. typed, "--json"]));

        Assert.Contains(said, all, StringComparison.Ordinal);
        Assert.Contains(said, shell.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter '", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Options.", all, StringComparison.Ordinal);
        Assert.Equal(0, shell.Bought);
    }

    [Fact]
    public async Task Generate_KeyIsRefused_NamesWhereTheKeyComesFrom()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.InvalidApiKey());

        int code = await shell.RunAsync("generate", "A ship", "-o", shell.PathOf("ship"), "--json");
        string told = shell.Error + shell.Output;
        await shell.RunOfflineAsync("history", "--json");

        Assert.Equal(3, code);
        Assert.Contains("Check OPENAI_API_KEY or --key-file and the base address", told, StringComparison.Ordinal);
        Assert.Contains("Check OPENAI_API_KEY or --key-file and the base address", shell.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GptImageClientOptions", told + shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_RequestNamesAFileElsewhere_OffersAnyPath()
    {
        using Shell shell = new();
        string file = shell.Write(
            "r.json", """{"version":1,"kind":"image-to-image","prompt":"x","images":[{"file":"../a.png"}]}""");

        int code = await shell.RunAsync("generate", "--request", file);

        Assert.Equal(2, code);
        Assert.Contains("or pass --any-path for a file that you trust. Nothing was sent.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Story_OutcomeOfAnEarlierRunIsUnknown_OffersAgain()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.CutBody(100));
        string[] story = ["story", shell.Write("story.json", """
            {"version":1,"kind":"storyboard","title":"Sea","quality":"low","size":"1024x1024","frames":[{"prompt":"x","characters":[]}]}
            """), "-o", shell.PathOf("out")];

        int first = await shell.RunAsync(story);
        int second = await shell.RunAsync([.. story, "--json"]);

        Assert.Equal((7, 7, 1), (first, second, shell.Bought));
        Assert.Contains("pass --again to buy it again.", shell.Error, StringComparison.Ordinal);
        Assert.Contains("pass --again to buy it again.", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_RequestHasErrors_SaysThatNothingWasSent()
    {
        using Shell shell = new();

        await shell.RunAsync("generate", "A ship", "--size", "1000x700", "-o", shell.PathOf("ship"));
        string refused = shell.Error;
        await shell.RunOfflineAsync("explain", "A ship", "--size", "1000x700");

        Assert.EndsWith($"gptimage: Nothing was sent.{Environment.NewLine}", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was sent", shell.Error + shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_StoppedAtTheQuestion_SaysThatNothingWasSent()
    {
        using Shell shell = new() { IsInteractive = true };
        shell.Interruption.Stop();

        int code = await shell.RunAsync("y\n", ["generate", "A ship", "-n", "10", "-o", shell.PathOf("ship")]);

        Assert.Equal((130, 0), (code, shell.Bought));
        Assert.EndsWith($"gptimage: Stopped. Nothing was sent.{Environment.NewLine}", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nothing was sent and nothing charged.", "doctor")]
    [InlineData("gptimage: Stopped. Nothing was sent.", "character", "show", "FOLDER")]
    [InlineData("gptimage: Stopped. Nothing was sent.", "explain", "Mia", "--character", "FOLDER")]
    public async Task Run_Stopped_SaysSo(string said, params string[] arguments)
    {
        using Shell shell = new();
        Directory.CreateDirectory(shell.PathOf("mia"));
        shell.Write("mia/character.json", """{"version":1,"name":"Mia","references":[]}""");
        shell.Interruption.Stop();

        int code = await shell.RunAsync([.. arguments.Select(argument => argument == "FOLDER" ? shell.PathOf("mia") : argument)]);

        Assert.Equal((130, "", 0), (code, shell.Output, shell.Bought));
        Assert.EndsWith(said + Environment.NewLine, shell.Error, StringComparison.Ordinal);
    }
}
