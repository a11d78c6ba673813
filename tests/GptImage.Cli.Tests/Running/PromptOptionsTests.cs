namespace GptImage.Cli.Tests;

public class PromptOptionsTests
{
    [Fact]
    public async Task Explain_PromptFromStandardInput_IsTakenWithoutItsLastLineFeed()
    {
        using Shell shell = new();

        await shell.RunOfflineAsync("A ship\n", ["explain", "-"]);

        Assert.Contains("prompt: A ship", shell.OutputLines);
    }

    [Fact]
    public async Task Explain_PromptFileWithByteOrderMark_IsTakenWithoutIt()
    {
        using Shell shell = new();
        string file = shell.Write("prompt.txt", [0xEF, 0xBB, 0xBF, .. "Шхуна\r\n"u8]);

        await shell.RunOfflineAsync("explain", "--prompt-file", file);

        Assert.Contains("prompt: Шхуна", shell.OutputLines);
    }

    [Fact]
    public async Task Generate_PromptFileIsNotUtf8_IsTwo()
    {
        using Shell shell = new();
        string file = shell.Write("prompt.txt", [0x41, 0xFC, 0x42]);

        int code = await shell.RunAsync("generate", "--prompt-file", file, "--json");

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Contains("is not UTF-8", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":1,"kind":"text-to-image","prompt":"x","hue":3}""")]
    [InlineData("""{"version":1,"kind":"image-to-image","prompt":"x","images":[{"file":"/etc/passwd"}]}""")]
    public async Task Generate_RequestThatIsNone_IsTwoAndNamesTheFile(string json)
    {
        using Shell shell = new();
        string file = shell.Write("r.json", json);

        int code = await shell.RunAsync("generate", "--request", file, "--json");
        string told = shell.Error;
        int typed = await shell.RunAsync(json, ["generate", "--request", "-"]);

        Assert.Equal((2, 2, 0), (code, typed, shell.Bought));
        Assert.StartsWith($"gptimage: '{file}' is not a request: ", told, StringComparison.Ordinal);
        Assert.EndsWith(". Nothing was sent.", told.TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("gptimage: Standard input is not a request: ", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--request", "nix.json")]
    [InlineData("--prompt-file", "nowhere/nix.txt")]
    public async Task Generate_FileIsMissing_IsTwoAndSaysSo(string option, string name)
    {
        using Shell shell = new();
        string file = shell.PathOf(name);

        int code = await shell.RunAsync("generate", option, file);

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Equal($"gptimage: '{file}' does not exist. Name a file that does. Nothing was sent.{Environment.NewLine}", shell.Error);
    }
}
