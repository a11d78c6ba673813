using System.CommandLine;
using System.Text;
using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

/// <summary>Runs commands in this process, with a folder and a state of its own, against the fake service.</summary>
internal sealed class Shell : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _told = new();

    public Shell(FakeGptImageService? service = null)
    {
        Service = service ?? FakeGptImageService.Start();
        Interruption = Interruption.CreateUnwatched(text => _told.AppendLine(text));
        File.WriteAllText(PathOf("key"), Service.ApiKey + "\n");
    }

    public FakeGptImageService Service { get; }

    public Interruption Interruption { get; private set; }

    public bool IsInteractive { get; set; }

    /// <summary>Gets whether nothing can be written to the error output.</summary>
    public bool IsErrorFull { get; init; }

    public int? Width { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string StateFolder => PathOf("state");

    public int Bought => Service.Requests.Count;

    public string PathOf(string name) => _folder.PathOf(name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public string Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    /// <summary>Runs a command line that calls the service.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs a command line that calls the service, with something on standard input.</summary>
    public Task<int> RunAsync(string input, string[] arguments) => RunOfflineAsync(
        input, [.. arguments, "--key-file", PathOf("key"), "--base-address", Service.BaseAddress.ToString()]);

    /// <summary>Runs a command line as it is.</summary>
    public Task<int> RunOfflineAsync(params string[] arguments) => RunOfflineAsync("", arguments);

    /// <summary>Runs a command line as it is, with something on standard input.</summary>
    public async Task<int> RunOfflineAsync(string input, string[] arguments)
    {
        using StringWriter output = new();
        return await RunIntoAsync(output, input, arguments);
    }

    /// <summary>Runs a command line that calls the service, with an output that takes nothing.</summary>
    public async Task<int> RunIntoFullAsync(params string[] arguments)
    {
        using FullWriter output = new();
        return await RunIntoAsync(
            output, "", [.. arguments, "--key-file", PathOf("key"), "--base-address", Service.BaseAddress.ToString()]);
    }

    /// <summary>Runs a command line as it is, and lets a test see its output meanwhile.</summary>
    public async Task<int> RunIntoAsync(StringWriter output, string input, string[] arguments)
    {
        using StringWriter error = IsErrorFull ? new FullWriter() : new StringWriter();
        using MemoryStream typed = new(Encoding.UTF8.GetBytes(input));
        int code = await CommandLine.RunAsync(arguments, CreateContext(output, error, typed));
        Output = output.ToString();
        Error = _told + error.ToString();
        if (arguments.Contains("--json"))
        {
            CliSchema.AssertValid(OutputLines);
        }

        return code;
    }

    /// <summary>Makes the root command, to look at what there is.</summary>
    public RootCommand CreateCommands() =>
        CommandLine.Create(new CommandSetup(CreateContext(TextWriter.Null, TextWriter.Null, Stream.Null), new CommonOptions()));

    private CliContext CreateContext(TextWriter output, TextWriter error, Stream input) => new()
    {
        Output = output,
        Error = error,
        Input = input,
        IsInteractive = IsInteractive,
        Width = Width,
        ResultWidth = Width,
        StateFolder = StateFolder,
        Interruption = Interruption,
        Time = Time,
    };

    public void Dispose()
    {
        Interruption.Dispose();
        Service.Dispose();
        _folder.Dispose();
    }
}
