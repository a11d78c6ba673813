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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"));
        foreach (Type peer in (Type[])[typeof(GptImageClient), typeof(OpenAI.Images.ImageClient), typeof(Microsoft.Extensions.AI.OpenAIClientExtensions), typeof(Betalgo.Ranul.OpenAI.OpenAIOptions)])
        {
            Console.WriteLine($"- {peer.Assembly.GetName().Name} {peer.Assembly.GetName().Version?.ToString(3)}");
        }
    }

    /// <summary>Prints a case. Time is the better of wall and processor time, each against the same round of the floor; figures are medians, but for the peak, which the first round shows.</summary>
    public static void Write(PeerCase peerCase, IReadOnlyDictionary<string, IReadOnlyList<Measurement>> measured)
    {
        IReadOnlyList<Measurement> read = [.. measured[peerCase.Clients[0]].Skip(1)];
        IReadOnlyList<Measurement> file = [.. measured.GetValueOrDefault("file floor", []).Skip(1)];
        bool hasFile = file.Count > 0 && peerCase.Task != PeerTask.Upload;
        Console.WriteLine($"\n### {peerCase.Name}\n");
        Console.WriteLine(hasFile
            ? "| client | time / read | time / file | ms wall | ms CPU | allocated / decoded | allocated KB | peak / decoded | peak MB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
            : "| client | time / floor | µs wall a call | µs CPU a call | allocated / payload | bytes allocated a call | peak / payload | peak MB |\n|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (string client in peerCase.Clients)
        {
            double peak = measured[client][0].PeakBytes;
            IReadOnlyList<Measurement> runs = [.. measured[client].Skip(1)];
            double wall = Median(runs.Select(run => run.WallMilliseconds));
            double cpu = Median(runs.Select(run => run.CpuMilliseconds));
            double allocated = Median(runs.Select(run => (double)run.AllocatedBytes));
            string middle = hasFile
                ? string.Create(CultureInfo.InvariantCulture, $"{Ratio(runs, file):0.00} | {wall:0.0} | {cpu:0.0} | {allocated / peerCase.PayloadBytes:0.0000} | {allocated / KB:0}")
                : string.Create(CultureInfo.InvariantCulture, $"{wall * 1000 / peerCase.InTurn:0.0} | {cpu * 1000 / peerCase.InTurn:0.0} | {allocated / peerCase.PayloadBytes:0.0000} | {allocated / peerCase.InTurn:0}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {client} | {Ratio(runs, read):0.00} | {middle} | {peak / peerCase.PayloadBytes:0.00} | {peak / MB:0.0} |"));
        }
    }

    private static double Ratio(IReadOnlyList<Measurement> runs, IReadOnlyList<Measurement> floor) => Math.Min(
        Median(runs.Zip(floor, (run, least) => run.WallMilliseconds / least.WallMilliseconds)),
        Median(runs.Zip(floor, (run, least) => run.CpuMilliseconds / least.CpuMilliseconds)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
