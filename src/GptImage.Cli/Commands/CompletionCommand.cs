using System.CommandLine;

namespace GptImage.Cli;

/// <summary><c>gptimage completion</c>: lets a shell complete commands and options with the Tab key.</summary>
/// <remarks>The scripts ask the program itself, by the directive <c>[suggest]</c> of the parser, so that they stay as they are when
/// commands change. It gets no terminal, which .NET would switch to another mode.</remarks>
internal static class CompletionCommand
{
    private const string Bash = """
        _gptimage() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(gptimage "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null </dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _gptimage gptimage
        """;

    private const string Zsh = """
        _gptimage() {
          local line="${words[1,CURRENT-1]} $PREFIX"
          compadd -- ${(f)"$(gptimage "[suggest:${#line}]" "$line" 2>/dev/null </dev/null)"} || _files
        }
        compdef _gptimage gptimage
        """;

    private const string Fish = """
        function __gptimage_complete
          set --local line (commandline --cut-at-cursor --current-process | string collect)
          gptimage "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null </dev/null
        end
        complete --command gptimage --arguments '(__gptimage_complete)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName gptimage -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $at = $cursorPosition - $commandAst.Extent.StartOffset
          $line = $commandAst.ToString().PadRight($at).Substring(0, $at)
          gptimage "[suggest:$at]" $line 2>$null | Where-Object { $_.StartsWith($wordToComplete) } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Command command = new("completion", "Print a script that lets your shell complete commands and options with the Tab key.");
        command.Add(CreateShell(setup, "bash", Bash, "Bash: add this line to ~/.bashrc:\neval \"$(gptimage completion bash)\""));
        command.Add(CreateShell(setup, "zsh", Zsh, "Zsh: add this line to ~/.zshrc, below compinit:\neval \"$(gptimage completion zsh)\""));
        command.Add(CreateShell(setup, "fish", Fish, "Fish: add this line to config.fish:\ngptimage completion fish | source"));
        command.Add(CreateShell(
            setup, "pwsh", PowerShell,
            "PowerShell: add this line to $PROFILE:\ngptimage completion pwsh | Out-String | Invoke-Expression"));
        return command;
    }

    private static Command CreateShell(CommandSetup setup, string shell, string script, string description) =>
        setup.Handle(new Command(shell, description), run =>
        {
            if (run.Output.IsJson)
            {
                throw new CliException(ExitCode.Usage, "completion prints a script, which is not JSON. Leave --json out.");
            }

            run.Output.WriteText(script);
            return Task.FromResult(ExitCode.Done);
        });
}
