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
    [InlineData("explain x --size 16:9", "'1536x1024'. gptimage size 16:9 prints the size of that ratio.")]
    [InlineData("generate A cat on a mat", "'cat' is not known here. Put a prompt of several words in quotes. gptimage generate --help")]
    [InlineData("edit x picture.png", "'picture.png' is not known here. Put a prompt of several words in quotes. gptimage edit --help")]
    [InlineData("mcp --budget -0.5", "gptimage: --budget is -0.5. Write 0 USD or more.")]
    [InlineData("mcp --ask-above -2", "gptimage: --ask-above is -2. Write 0 USD or more.")]
    public async Task Run_CannotBeUnderstood_IsOneAndSaysWhy(string line, string expected)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((1, ""), (code, shell.Output));
        Assert.DoesNotContain("sk-secret", shell.Error, StringComparison.Ordinal);
        Assert.Contains(expected, shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit", " Pass a picture with --image.")]
    [InlineData("explain", " Pass a picture with --image.")]
    [InlineData("generate", " Put a prompt of several words in quotes.")]
    [InlineData("models", "")]
    public async Task Run_FileWhereNoneBelongs_SaysWhereItDoes(string command, string advice)
    {
        using Shell shell = new();
        string file = shell.Write("sea.png", Pictures.Png(64, 64));
        string[] prompt = command == "models" ? [] : ["x"];

        int code = await shell.RunOfflineAsync([command, .. prompt, file]);

        Assert.Equal(
            (1, $"gptimage: '{file}' is not known here.{advice} gptimage {command} --help lists what there is.{Environment.NewLine}"),
            (code, shell.Error));
    }

    [Fact]
    public async Task Run_NoneOfAList_EndsTheListBeforeTheNextSentence()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("fake", "--outcome", "foo");
        string[] lines = shell.Error.Split(Environment.NewLine);

        Assert.Equal((1, ""), (code, lines[^1]));
        Assert.Equal(["\t'misspell'.", "gptimage fake --help lists what there is."], lines[^3..^1]);
    }
}
