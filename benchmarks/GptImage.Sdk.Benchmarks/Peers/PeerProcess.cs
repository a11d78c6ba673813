using System.Diagnostics;
using System.Text.Json;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>A server or client in a process of its own.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process, string greeting)
    {
        _process = process;
        Greeting = greeting;
    }

    /// <summary>Gets what the process said when it was ready.</summary>
    public string Greeting { get; }

    public static async Task<PeerProcess> StartAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(PeerProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        return new PeerProcess(process, await ReadLineAsync(process));
    }

    /// <summary>Has a client do its work once.</summary>
    public async Task<Measurement> MeasureAsync(bool isSettled)
    {
        await _process.StandardInput.WriteLineAsync(isSettled ? PeerWorker.Settled : "");
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<Measurement>(await ReadLineAsync(_process))
            ?? throw new InvalidOperationException("The client gave no measurement.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<string> ReadLineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"'{string.Join(' ', process.StartInfo.ArgumentList)}' ended early.");
}
