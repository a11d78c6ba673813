using System.Text;

namespace GptImage.Cli;

/// <summary>What a command knows of the world around it. Tests make another world.</summary>
internal sealed record CliContext
{
    /// <summary>The columns of a terminal that does not tell them.</summary>
    public const int DefaultWidth = 80;

    /// <summary>Gets where the result goes, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Gets where progress, warnings, questions and failures go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Gets standard input.</summary>
    public required Stream Input { get; init; }

    /// <summary>Gets whether somebody can be asked: input and error output are a terminal.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Gets the columns of the terminal, or <see langword="null"/> where the error output is none.</summary>
    public int? Width { get; init; }

    /// <summary>Gets the columns of the terminal that the result goes to, or <see langword="null"/> where it goes elsewhere.</summary>
    public int? ResultWidth { get; init; }

    /// <summary>Gets the folder of the user's ledger.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Gets what Ctrl-C does.</summary>
    public required Interruption Interruption { get; init; }

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets the world of this process.</summary>
    public static CliContext FromProcess(Interruption interruption) => new()
    {
        Output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            AutoFlush = true,
        },
        Error = Console.Error,
        Input = Console.OpenStandardInput(),
        IsInteractive = !Console.IsInputRedirected && !Console.IsErrorRedirected,
        Width = Console.IsErrorRedirected ? null : TerminalWidth(),
        ResultWidth = Console.IsOutputRedirected ? null : TerminalWidth(),
        StateFolder = FindStateFolder(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows()),
        Interruption = interruption,
    };

    /// <summary>Finds where the user's ledger is: <c>$XDG_STATE_HOME/gptimage</c>, else <c>~/.local/state/gptimage</c>; on Windows
    /// <c>%LOCALAPPDATA%\gptimage</c>.</summary>
    public static string FindStateFolder(Func<string, string?> variable, bool isWindows)
    {
        string? root = isWindows ? variable("LOCALAPPDATA") : variable("XDG_STATE_HOME");
        if (!isWindows && (root is null || !Path.IsPathRooted(root)))
        {
            // The specification has relative paths ignored.
            root = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        }

        root = string.IsNullOrWhiteSpace(root) ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) : root;
        return Path.Combine(Path.GetFullPath(root), "gptimage");
    }

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is > 20 and int width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
