using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

/// <summary>The tool as a process: signals, pipes, other processes, and a kill.</summary>
[Trait("Category", "Heavy")]
public class ProcessTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Generate_CtrlCOnce_FinishesWhatWasSent()
    {
        WatchedClock time = new();
        using Shell shell = SlowShell(time);
        using ToolProcess tool = ToolProcess.Start(shell, "generate", "A lighthouse", "-o", "one");
        await time.FirstWait;

        await tool.SignalAsync("INT");
        await tool.SeeErrorAsync("Stopping:");
        time.Advance(Slow);
        string output = await tool.Output.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, shell.PathOf("one.png") + "\n"), (await tool.EndAsync(), output));
        Assert.Contains("Charged: ", tool.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(shell.PathOf("one.png")));
    }

    [Fact]
    public async Task Job_CtrlCOnce_TellsWhatWasSentAndStartsNothingNew()
    {
        WatchedClock time = new();
        using Shell shell = SlowShell(time);
        WriteJob(shell);
        using ToolProcess tool = ToolProcess.Start(shell, "job", "job.jsonl", "-o", "job", "--concurrency", "1", "--yes");
        await time.FirstWait;

        await tool.SignalAsync("INT");
        await tool.SeeErrorAsync("Stopping:");
        time.Advance(Slow);
        string output = await tool.Output.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, await tool.EndAsync());
        Assert.Equal(Directory.GetFiles(shell.PathOf("job"), "*.png"), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("1 of 3 finished", tool.Error, StringComparison.Ordinal);
        Assert.Equal(1, shell.Bought);
    }

    [Fact]
    public async Task Generate_CtrlCTwice_EndsAtOnceAndSaysThatItMayBeCharged()
    {
        WatchedClock time = new();
        using Shell shell = SlowShell(time);
        using ToolProcess tool = ToolProcess.Start(shell, "generate", "A lighthouse", "-o", "one");
        await time.FirstWait;

        await tool.SignalAsync("INT");
        await tool.SeeErrorAsync("Stopping:");
        await tool.SignalAsync("INT");

        Assert.Equal(7, await tool.EndAsync());
        Assert.Contains("gptimage: ", tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tool.Error, StringComparison.Ordinal);
        Assert.Equal(6, (await ToolProcess.RunAsync(shell, "generate", "A lighthouse", "-o", "one")).Code);
        Assert.Equal(1, shell.Bought);
    }

    [Fact]
    public async Task Generate_NobodyReadsTheOutput_KeepsThePicture()
    {
        WatchedClock time = new();
        using Shell shell = SlowShell(time);
        using ToolProcess tool = ToolProcess.Start(shell, "generate", "A lighthouse", "-o", "one");
        await time.FirstWait;

        tool.Output.Close();
        time.Advance(Slow);

        Assert.Equal(0, await tool.EndAsync());
        Assert.Contains("Charged: ", tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("gptimage: ", tool.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(shell.PathOf("one.png")));
    }

    [Fact]
    public async Task Job_OutputReadToTheFirstLine_BuysAll()
    {
        using Shell shell = new();
        WriteJob(shell);
        using ToolProcess tool =
            ToolProcess.Start(shell, "job", "job.jsonl", "-o", "job", "--concurrency", "1", "--yes", "--json");

        string? first = await tool.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        tool.Output.Close();

        Assert.Equal(0, await tool.EndAsync());
        Assert.Contains("\"finished\"", first, StringComparison.Ordinal);
        Assert.Contains("3 of 3 finished", tool.Error, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(shell.PathOf("job"), "*.png").Length);
    }

    [Theory]
    [InlineData("/proc/self/one")]
    [InlineData("key/one")]
    public async Task Generate_FolderThatTakesNoFile_BuysNothing(string path)
    {
        using Shell shell = new();

        (int code, string output, string error) = await ToolProcess.RunAsync(shell, "generate", "A lighthouse", "-o", path);

        Assert.Equal((2, "", 0), (code, output, shell.Bought));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_SamePurchaseUnderWayElsewhere_IsRefused()
    {
        WatchedClock time = new();
        using Shell shell = SlowShell(time);
        using ToolProcess tool = ToolProcess.Start(shell, "generate", "A lighthouse", "-o", "one");
        await time.FirstWait;

        (int code, string output, string error) = await ToolProcess.RunAsync(shell, "generate", "A lighthouse", "-o", "two");
        string history = (await ToolProcess.RunAsync(shell, "history")).Output;
        time.Advance(Slow);

        Assert.Equal((6, ""), (code, output));
        Assert.Contains("under way in another process", error, StringComparison.Ordinal);
        Assert.Contains("sending, up to ", history, StringComparison.Ordinal);
        Assert.Equal(0, await tool.EndAsync());
        Assert.Equal(1, shell.Bought);
    }

    [Fact]
    public async Task Generate_KilledMeanwhile_IsOfUnknownOutcome()
    {
        WatchedClock time = new();
        using Shell shell = SlowShell(time);
        using ToolProcess tool = ToolProcess.Start(shell, "generate", "A lighthouse", "-o", "one");
        await time.FirstWait;

        await tool.SignalAsync("KILL");
        Assert.Equal(137, await tool.EndAsync());
        string history = (await ToolProcess.RunAsync(shell, "history")).Output;
        (int code, string output, string error) = await ToolProcess.RunAsync(shell, "generate", "A lighthouse", "-o", "one");
        int again = (await ToolProcess.RunAsync(shell, "generate", "A lighthouse", "-o", "one", "--again")).Code;

        Assert.Contains("unknown, up to ", history, StringComparison.Ordinal);
        Assert.Contains("The process was killed", history, StringComparison.Ordinal);
        Assert.Equal((6, ""), (code, output));
        Assert.Contains("--again", error, StringComparison.Ordinal);
        Assert.Equal((0, 2), (again, shell.Bought));
    }

    private static Shell SlowShell(WatchedClock time)
    {
        Shell shell = new(FakeGptImageService.Start(new FakeGptImageServiceOptions { TimeProvider = time }));
        shell.Service.Enqueue(FakeOutcome.Delay(Slow));
        return shell;
    }

    private static void WriteJob(Shell shell) => shell.Write(
        "job.jsonl",
        """
        {"version":1,"kind":"text-to-image","prompt":"A ship","size":"1024x1024","quality":"low"}
        {"version":1,"kind":"text-to-image","prompt":"A boat","size":"1024x1024","quality":"low"}
        {"version":1,"kind":"text-to-image","prompt":"A raft","size":"1024x1024","quality":"low"}
        """);
}
