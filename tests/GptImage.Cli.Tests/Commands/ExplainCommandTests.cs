namespace GptImage.Cli.Tests;

public class ExplainCommandTests
{
    [Fact]
    public async Task Explain_APrompt_ShowsFieldsAndCost()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("explain", "A lighthouse at dawn", "--output-format", "webp");

        Assert.Equal(0, code);
        Assert.Equal(
        [
            "endpoint: images/generations", "model: gpt-image-2", "prompt: A lighthouse at dawn", "size: 1024x1024", "quality: medium",
            "output_format: webp",
        ], shell.OutputLines[..6]);
        Assert.StartsWith("cost: 0.05", shell.OutputLines[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Errors_AreTwo()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("explain", "A lighthouse", "--size", "1000x700");

        Assert.Equal(2, code);
        Assert.Contains(shell.OutputLines, line => line.EndsWith("The nearest legal size is 1008x704.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_AParameterOfTheFuture_IsShown()
    {
        using Shell shell = new();

        await shell.RunOfflineAsync("explain", "A lighthouse", "--set", "hue=3", "--set", "mood=calm");

        Assert.Contains("hue: 3", shell.OutputLines);
        Assert.Contains("mood: calm", shell.OutputLines);
    }

    [Fact]
    public async Task Explain_ARequestFromStandardInput_IsTakenAsItIs()
    {
        using Shell shell = new();

        await shell.RunOfflineAsync(
            """{"version":1,"kind":"text-to-image","prompt":"A ship","quality":"low"}""", ["explain", "--request", "-", "-n", "2"]);

        Assert.Contains("quality: low", shell.OutputLines);
        Assert.Contains("n: 2", shell.OutputLines);
        Assert.DoesNotContain(shell.OutputLines, line => line.StartsWith("size:", StringComparison.Ordinal));
    }
}
