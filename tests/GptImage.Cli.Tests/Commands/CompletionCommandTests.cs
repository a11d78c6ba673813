namespace GptImage.Cli.Tests;

public class CompletionCommandTests
{
    /// <summary>What Bash sets before it calls a completion function, and the words that it finds.</summary>
    private const string AskBash = """
        COMP_LINE=$1 COMP_POINT=${#1}
        read -ra COMP_WORDS <<< "$COMP_LINE"
        [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _gptimage
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    [Theory]
    [Trait("Category", "Heavy")]
    [InlineData("gptimage ge", "generate")]
    [InlineData("gptimage batch c", "cancel collect")]
    [InlineData("gptimage completion ", "bash fish pwsh zsh --base-address --help --json --key-file -? -h")]
    [InlineData("gptimage generate --out", "--output --output-compression --output-format")]
    [InlineData("gptimage generate x -o light", "")]
    public async Task Bash_RunInBash_FindsTheWords(string line, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no Bash on Windows.");
        using Shell shell = new();
        await shell.RunOfflineAsync("completion", "bash");

        string[] words = await Bash.RunAsync(shell.Output + AskBash, line, shell);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), words.Order());
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _gptimage gptimage", "~/.bashrc: eval \"$(gptimage completion bash)\"")]
    [InlineData("zsh", "compdef _gptimage gptimage", "~/.zshrc, below compinit: eval \"$(gptimage completion zsh)\"")]
    [InlineData("fish", "complete --command gptimage", "config.fish: gptimage completion fish | source")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native", "$PROFILE: gptimage completion pwsh | Out-String | Invoke-Expression")]
    public async Task Completion_EachShell_PrintsItsScriptAndSaysHowToInstallIt(string name, string script, string install)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("completion", name);
        string printed = shell.Output;
        await shell.RunOfflineAsync("completion", name, "--help");

        Assert.Equal(0, code);
        Assert.Contains(script, printed, StringComparison.Ordinal);
        Assert.Contains("[suggest:", printed, StringComparison.Ordinal);
        string help = string.Join(' ', shell.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(install, help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[suggest:18]", "gptimage generate ", "--quality")]
    [InlineData("[suggest:15]", "gptimage batch ", "submit")]
    [InlineData("[suggest:27]", "gptimage generate \"A b\" --si", "--size")]
    public async Task Suggest_CommandLine_ListsWhatMayFollow(string directive, string line, string expected)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(directive, line);

        Assert.Equal(0, code);
        Assert.Contains(expected, shell.OutputLines);
    }

    [Fact]
    public async Task Completion_AsJson_IsOne()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("completion", "bash", "--json");

        Assert.Equal(1, code);
        Assert.Contains("\"exit_code\":1", shell.Output, StringComparison.Ordinal);
    }
}
