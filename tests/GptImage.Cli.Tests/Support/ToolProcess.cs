using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GptImage.Cli.Tests;

/// <summary>The built program as a process of its own, which a test can signal and kill.</summary>
internal sealed class ToolProcess : IDisposable
{
    /// <summary>How long a process may take to end, on a machine that does much else.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    private ToolProcess(Process process) => _process = process;

    /// <summary>Gets what was written to the error output; all of it after the end.</summary>
    public string Error => _error.ToString();

    /// <summary>Gets the standard output.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts a command line.</summary>
    /// <param name="shell">Its state and service, and the folder it runs in.</param>
    /// <param name="arguments">The arguments.</param>
    public static ToolProcess Start(Shell shell, params string[] arguments)
    {
        // Whoever runs the tests may have Ctrl-C ignored, as shells do for what runs in the background.
        string program = Path.Combine(AppContext.BaseDirectory, "GptImage.Cli.dll");
        ProcessStartInfo start = new("env", ["--default-signal=INT", "dotnet", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = shell.PathOf(""),
        };
        start.Environment["XDG_STATE_HOME"] = shell.PathOf("");
        start.Environment["OPENAI_BASE_URL"] = shell.Service.BaseAddress.ToString();
        start.Environment["OPENAI_API_KEY"] = shell.Service.ApiKey;
        return new ToolProcess(Process.Start(start) ?? throw new InvalidOperationException("The tool could not be started."));
    }

    /// <summary>Runs a command line to its end.</summary>
    /// <returns>The exit code, the standard output and the error output.</returns>
    public static async Task<(int Code, string Output, string Error)> RunAsync(Shell shell, params string[] arguments)
    {
        using ToolProcess tool = Start(shell, arguments);
        string output = await tool.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (await tool.EndAsync(), output, tool.Error);
    }

    /// <summary>Sends a signal: <c>INT</c> is Ctrl-C.</summary>
    public async Task SignalAsync(string name)
    {
        string id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using Process kill = Process.Start("bash", ["-c", "kill -s \"$0\" \"$1\"", name, id]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Reads the error output until a line begins so.</summary>
    public async Task SeeErrorAsync(string start)
    {
        string? line = "";
        while (line?.StartsWith(start, StringComparison.Ordinal) == false)
        {
            line = await _process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            _error.AppendLine(line);
        }

        Assert.NotNull(line);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        _error.Append(await _process.StandardError.ReadToEndAsync(cancellationToken).WaitAsync(LongestEnd, cancellationToken));
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(LongestEnd, cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
