using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

public class CharacterCommandTests
{
    private static readonly string[] Mia = ["character", "design", "Mia", "--appearance", "a girl of eight", "--view", "face", "--yes"];

    [Fact]
    public async Task Design_Words_DrawsTheFigureAndTheViewsAndPrintsTheFolder()
    {
        using Shell shell = new();

        int code = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);

        Assert.Equal((0, 2), (code, shell.Bought));
        Assert.Equal([shell.PathOf("mia")], shell.OutputLines);
        Assert.Contains("2 pictures for 0.", shell.Error, StringComparison.Ordinal);
        Assert.Contains("[2/2] drawn, 0.", shell.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(shell.PathOf("mia/character.json")));
        await shell.RunOfflineAsync("history");
        Assert.Equal(2, shell.OutputLines.Count(line => line.Contains("finished", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Design_AsJson_FollowsTheSchema()
    {
        using Shell shell = new();

        int code = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia"), "--json"]);

        Assert.Equal(0, code);
        Assert.Equal(3, shell.OutputLines.Length);
        Assert.Contains("\"type\":\"character\"", shell.OutputLines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Design_AViewFails_ContinuesWithTheMissingOne()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.Delay(TimeSpan.Zero));
        shell.Service.Enqueue(FakeOutcome.CutBody(100));

        int failed = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);
        string told = shell.Error;
        int refused = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);
        int again = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia"), "--again"]);

        Assert.Equal((7, 6, 0), (failed, refused, again));
        Assert.Contains("Run the same command again", told, StringComparison.Ordinal);
        Assert.Contains("bought earlier", shell.Error, StringComparison.Ordinal);
        Assert.Equal(3, shell.Bought);
    }

    [Fact]
    public async Task Design_ACharacterIsThere_IsTwoUntilOverwrite()
    {
        using Shell shell = new();
        await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);

        int refused = await shell.RunAsync([.. Mia, "--outfit", "a raincoat", "-o", shell.PathOf("mia")]);
        int bought = shell.Bought;
        int replaced = await shell.RunAsync([.. Mia, "--outfit", "a raincoat", "-o", shell.PathOf("mia"), "--overwrite"]);

        Assert.Equal((2, 2, 0, 4), (refused, bought, replaced, shell.Bought));
    }

    [Fact]
    public async Task Design_DearAndNobodyToAsk_IsSix()
    {
        using Shell shell = new();

        int code = await shell.RunAsync(
            "character", "design", "Mia", "--appearance", "a girl", "--quality", "high", "-o", shell.PathOf("mia"));

        Assert.Equal((6, 0), (code, shell.Bought));
        Assert.Contains("--max-cost", shell.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shell.PathOf("mia")));
    }

    [Fact]
    public async Task Design_DryRun_ShowsAllPicturesWithoutAKey()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("character", "design", "Mia", "--appearance", "a girl", "--dry-run");

        Assert.Equal(0, code);
        Assert.Contains("-- 4 of 4", shell.OutputLines);
        Assert.Contains("size: 1024x1536", shell.OutputLines);
        Assert.Contains("Together: ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Design_DryRunOfWhatCannotBeAReference_IsTwo()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(
            "character", "design", "Mia", "--appearance", "a girl", "--output-format", "gif", "--dry-run");

        Assert.Equal(2, code);
        Assert.Contains("Use png, jpeg or webp.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Design_Stopped_BuysNothingMoreAndIsOneHundredThirty()
    {
        using Shell shell = new();
        shell.Interruption.Stop();

        int code = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);

        Assert.Equal((130, 0), (code, shell.Bought));
    }

    [Fact]
    public async Task Design_APictureOfAnEarlierRunHasChanged_DrawsItAnew()
    {
        using Shell shell = new();
        await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);
        foreach (string drawn in Directory.GetFiles(shell.PathOf("mia/drawn"), "*.png"))
        {
            await File.WriteAllTextAsync(drawn, "mine", TestContext.Current.CancellationToken);
        }

        int code = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia"), "--overwrite"]);

        Assert.Equal((0, 4), (code, shell.Bought));
        Assert.Equal(
            2, Directory.GetFiles(shell.PathOf("mia/drawn")).Count(drawn => File.ReadAllBytes(drawn).AsSpan().SequenceEqual("mine"u8)));
    }

    [Fact]
    public async Task Design_AllBoughtEarlier_BuysNothing()
    {
        using Shell shell = new();
        await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);

        int code = await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia"), "--overwrite"]);

        Assert.Equal((0, 2), (code, shell.Bought));
        Assert.Contains("[2/2] bought earlier, 0.00 USD in this run", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--view", "side")]
    [InlineData(1, "--view", "face", "--view", "face")]
    [InlineData(2)]
    public async Task Design_WhatCannotBeDrawn_BuysNothing(int expected, params string[] options)
    {
        using Shell shell = new();

        int code = await shell.RunAsync(["character", "design", "Mia", "-o", shell.PathOf("mia"), .. options]);

        Assert.Equal((expected, 0), (code, shell.Bought));
    }

    [Fact]
    public async Task Show_SavedCharacter_SaysHowItLooksForNothing()
    {
        using Shell shell = new();
        await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);

        int code = await shell.RunOfflineAsync("character", "show", shell.PathOf("mia"));
        string[] lines = shell.OutputLines;
        int json = await shell.RunOfflineAsync("character", "show", shell.PathOf("mia"), "--json");

        Assert.Equal((0, 0), (code, json));
        Assert.Equal(["name: Mia", "appearance: a girl of eight"], lines[..2]);
        Assert.StartsWith("full body: " + shell.PathOf("mia"), lines[2], StringComparison.Ordinal);
        Assert.StartsWith("face: " + shell.PathOf("mia"), lines[3], StringComparison.Ordinal);
        Assert.Equal(2, shell.Bought);
    }

    [Theory]
    [InlineData("{\"version\":1,\"name\":\"Mia\",\"references\":[{\"role\":\"face\",\"file\":\"../key\"}]}", "../key")]
    [InlineData("{\"version\":99}", "later version")]
    [InlineData("[", "not a saved character")]
    public async Task Show_AHostileFile_IsTwo(string json, string reason)
    {
        using Shell shell = new();
        Directory.CreateDirectory(shell.PathOf("mia"));
        shell.Write("mia/character.json", json);

        int code = await shell.RunOfflineAsync("character", "show", shell.PathOf("mia"));

        Assert.Equal(2, code);
        Assert.Contains(reason, shell.Error, StringComparison.Ordinal);
        Assert.Equal("", shell.Output);
    }

    [Fact]
    public async Task Show_ControlCharacters_DoNotReachTheTerminal()
    {
        using Shell shell = new();
        Directory.CreateDirectory(shell.PathOf("mia"));
        shell.Write(
            "mia/character.json", """{"version":1,"name":"Mia","appearance":"a \u001b[31mgirl\nname: Bob","references":[]}""");

        int code = await shell.RunOfflineAsync("character", "show", shell.PathOf("mia"));

        Assert.Equal(0, code);
        Assert.Equal(["name: Mia", "appearance: a  [31mgirl name: Bob"], shell.OutputLines);
    }

    [Fact]
    public async Task Show_NoFolder_IsTwo()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("character", "show", shell.PathOf("nobody"));

        Assert.Equal(2, code);
        Assert.Contains("no saved character", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_WithACharacter_SendsItsPictures()
    {
        using Shell shell = new();
        await shell.RunAsync([.. Mia, "-o", shell.PathOf("mia")]);

        int code = await shell.RunAsync("generate", "Mia waves", "--character", shell.PathOf("mia"), "-o", shell.PathOf("wave"));

        Assert.Equal((0, 3), (code, shell.Bought));
        await shell.RunOfflineAsync("explain", "Mia waves", "--character", shell.PathOf("mia"));
        Assert.Contains("endpoint: images/edits", shell.OutputLines);
        Assert.EndsWith("/images/edits", shell.Service.Requests[2].Path, StringComparison.Ordinal);
    }
}
