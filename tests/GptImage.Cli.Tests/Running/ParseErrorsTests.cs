namespace GptImage.Cli.Tests;

public class ParseErrorsTests
{
    [Theory]
    [InlineData("generate x --siz 3", "Did you mean '--size'?")]
    [InlineData("generat x", "Did you mean 'generate'?")]
    [InlineData("explain x --n many", "Cannot parse argument 'many' for option '--n'.")]
    [InlineData("", "gptimage needs a command after it.")]
    [InlineData("generate", "There is no prompt.")]
    [InlineData("generate x --prompt-file y", "The prompt is given twice.")]
    [InlineData("generate x --request y", "The prompt is given twice.")]
    [InlineData("generate x --key sk-secret", "gptimage: '--key' is not known here.")]
    [InlineData("explain x --size wide", "--size: ")]
    public async Task Run_CannotBeUnderstood_IsOneAndSaysWhy(string line, string expected)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((1, ""), (code, shell.Output));
        Assert.DoesNotContain("sk-secret", shell.Error, StringComparison.Ordinal);
        Assert.Contains(expected, shell.Error, StringComparison.Ordinal);
    }
}
