using System.Globalization;
using System.Runtime.InteropServices;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>Prints measurements as Markdown: ratios, since seconds say more of the machine than of the client.</summary>
internal static class PeerTable
{
    private const double KB = 1024;
    private const double MB = 1024 * 1024;

    public static void WriteHead()
    {
        string peers = string.Join(", ", ((Type[])[typeof(GptImageClient), typeof(OpenAI.Images.ImageClient), typeof(Microsoft.Extensions.AI.OpenAIClientExtensions), typeof(Betalgo.Ranul.OpenAI.OpenAIOptions)])
            .Select(peer => $"{peer.Assembly.GetName().Name} {peer.Assembly.GetName().Version?.ToString(3)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {peers}; {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores of {ProcessorName()}."));
    }

    /// <summary>Prints a case. Time is the better of wall and processor time, each against the same round of the floor; figures are medians, but for the peak, which the first round shows.</summary>
    public static void Write(PeerCase peerCase, IReadOnlyDictionary<string, IReadOnlyList<Measurement>> measured)
    {
        IReadOnlyList<Measurement> read = [.. measured[peerCase.Clients[0]].Skip(1)];
        IReadOnlyList<Measurement> file = [.. measured.GetValueOrDefault("file floor", []).Skip(1)];
        bool hasFile = peerCase.Clients is ["read floor", "file floor", ..];
        Console.WriteLine($"\n### {peerCase.Name}\n");
        Console.WriteLine($"| client | {(hasFile ? "time / read floor | time / file floor" : "time / floor")} | allocated / decoded | peak / decoded | allocated a call | {(peerCase.IsStub ? "processor time a call" : "peak above idle")} |");
        Console.WriteLine($"|---|---:|---:|---:|---:|---:|{(hasFile ? "---:|" : "")}");
        foreach (string client in peerCase.Clients)
        {
            double peak = measured[client][0].PeakBytes;
            IReadOnlyList<Measurement> runs = [.. measured[client].Skip(1)];
            double allocated = Median(runs.Select(run => (double)run.AllocatedBytes));
            string fileRatio = hasFile ? string.Create(CultureInfo.InvariantCulture, $"{Ratio(runs, file):0.00} | ") : "";
            string last = peerCase.IsStub
                ? string.Create(CultureInfo.InvariantCulture, $"{Median(runs.Select(run => run.CpuMilliseconds)) * 1000 / peerCase.InTurn:0.0} µs")
                : string.Create(CultureInfo.InvariantCulture, $"{peak / MB:0.0} MB");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {client} | {Ratio(runs, read):0.00} | {fileRatio}{allocated / peerCase.PayloadBytes:0.0000} | {peak / peerCase.PayloadBytes:0.00} | {allocated / KB / peerCase.InTurn / peerCase.AtOnce:#,0.#} KB | {last} |"));
        }
    }

    private static string ProcessorName()
    {
        const string Name = "model name";
        string? line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static double Ratio(IReadOnlyList<Measurement> runs, IReadOnlyList<Measurement> floor) => Math.Min(
        Median(runs.Zip(floor, (run, least) => run.WallMilliseconds / least.WallMilliseconds)),
        Median(runs.Zip(floor, (run, least) => run.CpuMilliseconds / least.CpuMilliseconds)));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
