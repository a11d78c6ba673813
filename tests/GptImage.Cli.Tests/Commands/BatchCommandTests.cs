namespace GptImage.Cli.Tests;

public class BatchCommandTests
{
    private const string Lines = """
        {"version":1,"kind":"text-to-image","prompt":"A ship","quality":"low","size":"1024x1024"}
        {"version":1,"kind":"text-to-image","prompt":"A pier","quality":"low","size":"1024x1024"}
        """;

    [Fact]
    public async Task Batch_SubmitStatusCollect_BringsThePictures()
    {
        using Shell shell = new();
        string file = shell.Write("spring.jsonl", Lines);
        string folder = shell.PathOf("out");

        int submitted = await shell.RunAsync("batch", "submit", file, "-o", folder, "--json");
        Assert.Contains("\"total\":2", shell.Output, StringComparison.Ordinal);
        int status = await shell.RunAsync("batch", "status", folder, "--json");
        await shell.Service.MoveBatchesAsync(5, TestContext.Current.CancellationToken);
        int collected = await shell.RunAsync("batch", "collect", folder);

        Assert.Equal((0, 0, 0), (submitted, status, collected));
        Assert.Equal(2, shell.OutputLines.Length);
        Assert.All(shell.OutputLines, path => Assert.True(File.Exists(path)));
        Assert.Single(shell.Service.Batches);
    }

    [Fact]
    public async Task Batch_Cancel_SaysSo()
    {
        using Shell shell = new();
        await shell.RunAsync("batch", "submit", shell.Write("spring.jsonl", Lines), "-o", shell.PathOf("out"));

        int code = await shell.RunAsync("batch", "cancel", shell.PathOf("out"), "--json");

        Assert.Equal(0, code);
        Assert.Contains("\"status\":\"cancelling\"", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_WhatABatchCannotSay_IsTwoBeforeAnybodyIsAsked()
    {
        using Shell shell = new();
        shell.Write("a.png", Pictures.Png());
        shell.Write("notes.png", Pictures.Mask());
        string file = shell.Write(
            "spring.jsonl", """{"version":1,"kind":"image-to-image","model":"gpt-image-2.6-sunburst","prompt":"A ship", """
            + """ "images":[{"file":"a.png"}],"markup":{"file":"notes.png"}}""");

        int code = await shell.RunAsync("batch", "submit", file, "-o", shell.PathOf("out"));

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Contains("Send this request with gptimage edit or gptimage job", shell.Error, StringComparison.Ordinal);
        Assert.EndsWith($"gptimage: Nothing was sent.{Environment.NewLine}", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_FolderWithoutBatch_IsTwo()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("batch", "status", shell.PathOf("out"), "--json");

        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Batch_WithoutItsCommand_IsOne()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("batch");

        Assert.Equal(1, code);
        Assert.Contains("gptimage batch needs a command after it.", shell.Error, StringComparison.Ordinal);
    }
}
