using System.Diagnostics;

namespace GptImage.Cli.Tests;

/// <summary>Runs scripts in a real Bash, where <c>gptimage</c> is the built program.</summary>
internal static class Bash
{
    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="argument">Its first argument.</param>
    /// <param name="shell">Its state and service, and the folder it runs in.</param>
    /// <returns>The lines of its standard output that are not empty.</returns>
    public static async Task<string[]> RunAsync(string script, string argument, Shell shell)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "GptImage.Cli.dll");
        string[] all = ["--noprofile", "--norc", "-c", $"gptimage() {{ dotnet '{program}' \"$@\"; }}\n{script}", "bash", argument];
        ProcessStartInfo start = new("bash", all) { RedirectStandardOutput = true, WorkingDirectory = shell.PathOf("") };
        start.Environment["XDG_STATE_HOME"] = shell.StateFolder;
        start.Environment["OPENAI_BASE_URL"] = shell.Service.BaseAddress.ToString();
        start.Environment["OPENAI_API_KEY"] = shell.Service.ApiKey;
        using Process? bash = Process.Start(start);
        Assert.NotNull(bash);
        string output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
