using System.Globalization;
using System.Runtime.InteropServices;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>Prints measurements as Markdown: ratios, since seconds say more of the machine than of the client.</summary>
internal sealed class PeerTable
{
    public const string Head =
        "| case | client | time ÷ read floor | time ÷ file floor | allocated ÷ decoded | peak ÷ decoded | allocated a call | peak above "
        + "idle |";

    private const double KB = 1024;
    private const double MB = 1024 * 1024;
    private const string FileFloor = "file floor";

    private readonly List<string> _notes = [];

    public static void WriteHead()
    {
        string peers =
            string.Join(", ",
            ((Type[])[typeof(GptImageClient), typeof(OpenAI.Images.ImageClient), typeof(Microsoft.Extensions.AI.OpenAIClientExtensions),
            typeof(Betalgo.Ranul.OpenAI.OpenAIOptions)])
            .Select(peer => $"{peer.Assembly.GetName().Name} {peer.Assembly.GetName().Version?.ToString(3)}"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {peers}; {RuntimeInformation.FrameworkDescription}, "
            + $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores of {ProcessorName()}.\n"));
        Console.WriteLine(Head);
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
    }

    /// <summary>Prints a case. Time is the better of wall and processor time, each against the same round of the floor; figures are
    /// medians, but for the peak, which the first round shows.</summary>
    public void Write(PeerCase peerCase, IReadOnlyDictionary<string, IReadOnlyList<Measurement>> measured)
    {
        foreach (string client in peerCase.Clients)
        {
            double peak = measured[client][0].PeakBytes;
            IReadOnlyList<Measurement> runs = Rounds(measured, client);
            double allocated = Median(runs.Select(run => (double)run.AllocatedBytes));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {peerCase.Name} | {client} | {Ratio(runs, Rounds(measured, "read floor"))} | "
                    + $"{Ratio(runs, Rounds(measured, FileFloor))} | {allocated / peerCase.PayloadBytes:0.0000} | "
                    + $"{peak / peerCase.PayloadBytes:0.00} | {allocated / KB / peerCase.InTurn / peerCase.AtOnce:#,0.#} KB | "
                    + $"{peak / MB:0.0} MB |"));
        }

        if (peerCase.IsStub)
        {
            string each = Each(
                peerCase, client => Median(Rounds(measured, client).Select(run => run.CpuMilliseconds * 1000 / peerCase.InTurn)), "µs");
            _notes.Add($"Processor time of a call, {peerCase.Name}: {each}.");
        }

        if (peerCase.Pace > 0)
        {
            IReadOnlyList<Measurement> floor = Rounds(measured, peerCase.Clients[0]);
            string each = Each(
                peerCase,
                client => Median(Rounds(measured, client).Zip(floor, (run, least) => run.WallMilliseconds - least.WallMilliseconds)),
                "ms");
            _notes.Add($"Time after the last byte, {peerCase.Name}: {each}.");
        }
    }

    /// <summary>Prints what is no ratio.</summary>
    public void WriteNotes()
    {
        foreach (string note in _notes)
        {
            Console.WriteLine("\n" + note);
        }
    }

    /// <summary>Leaves the first round out, which is there for the peak.</summary>
    private static IReadOnlyList<Measurement> Rounds(IReadOnlyDictionary<string, IReadOnlyList<Measurement>> measured, string client) =>
        [.. measured.GetValueOrDefault(client, []).Skip(1)];

    private static string Each(PeerCase peerCase, Func<string, double> measure, string unit) =>
        string.Join(
            ", ", peerCase.Clients.Select(client => string.Create(CultureInfo.InvariantCulture, $"{client} {measure(client):0.0} {unit}")));

    private static string ProcessorName()
    {
        const string Name = "model name";
        string? line = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Ratio(IReadOnlyList<Measurement> runs, IReadOnlyList<Measurement> floor) => floor.Count == 0 ? "" : Math.Min(
        Median(runs.Zip(floor, (run, least) => run.WallMilliseconds / least.WallMilliseconds)),
        Median(runs.Zip(floor, (run, least) => run.CpuMilliseconds / least.CpuMilliseconds)))
            .ToString("0.00", CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
