namespace GptImage.Cli.Tests;

public class OutputLossTests
{
    [Theory]
    [InlineData("--yes")]
    [InlineData("--json")]
    public async Task Generate_OutputCannotBeWritten_IsSevenAndKeepsThePicture(string option)
    {
        using Shell shell = new();

        int code = await shell.RunIntoFullAsync("generate", "A ship", "--yes", "-o", shell.PathOf("ship"), option);

        Assert.Equal(7, code);
        Assert.True(File.Exists(shell.PathOf("ship.png")));
        Assert.Contains("Standard output cannot be written: No space left on device. Pictures that were bought are in their files",
            shell.Error, StringComparison.Ordinal);
        Assert.Equal(0, await shell.RunOfflineAsync("history"));
        Assert.Contains("ship.png", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_OutputCannotBeWritten_BuysAllAndIsSeven()
    {
        using Shell shell = new();
        string file = shell.Write("job.jsonl", string.Concat(Enumerable.Range(1, 3).Select(
            number => $$"""{"version":1,"kind":"text-to-image","prompt":"Ship {{number}}","quality":"low"}""" + "\n")));

        int code = await shell.RunIntoFullAsync("job", file, "--yes", "-o", shell.PathOf("ships"), "--json");

        Assert.Equal((7, 3), (code, shell.Bought));
        Assert.Equal(3, Directory.GetFiles(shell.PathOf("ships"), "*.png").Length);
    }

    [Fact]
    public async Task Explain_OutputCannotBeWritten_IsTwoAndSaysThatNothingWasCharged()
    {
        using Shell shell = new();

        int code = await shell.RunIntoFullAsync("explain", "A ship");

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Contains("Standard output cannot be written: No space left on device. Nothing was charged.", shell.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_RefusedAndOutputCannotBeWritten_HasTheCodeOfTheRefusal()
    {
        using Shell shell = new();
        shell.Service.Enqueue(GptImage.Sdk.Testing.FakeOutcome.InvalidApiKey());

        Assert.Equal(3, await shell.RunIntoFullAsync("generate", "A ship", "--yes", "-o", shell.PathOf("ship"), "--json"));
    }

    [Fact]
    public async Task Generate_MessagesCannotBeWritten_BuysAndIsDone()
    {
        using Shell shell = new() { IsErrorFull = true };

        int code = await shell.RunAsync("generate", "A ship", "--yes", "-o", shell.PathOf("ship"));

        Assert.Equal((0, 1), (code, shell.Bought));
        Assert.Equal([shell.PathOf("ship.png")], shell.OutputLines);
    }
}
