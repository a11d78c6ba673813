using System.Diagnostics;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.NativeAot;

/// <summary>A published executable, which prints its peak memory at its end.</summary>
internal sealed class NativeAotProgram(string path)
{
    public long FileBytes => new FileInfo(path).Length;

    public async Task<NativeAotRun> RunAsync(params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"'{path}' did not start.");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return process.ExitCode == 0
            ? new NativeAotRun(time.TotalMilliseconds, ProcessMemory.BytesOf(output.TrimEnd()))
            : throw new InvalidOperationException(
                FormattableString.Invariant($"'{path} {string.Join(' ', arguments)}' ended with {process.ExitCode}."));
    }
}
