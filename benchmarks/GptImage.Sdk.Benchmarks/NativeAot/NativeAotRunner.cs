using System.Globalization;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.NativeAot;

/// <summary>Runs a program that buys a picture with this library, in turn with one that makes the call with the platform alone; the server
/// is a process of its own.</summary>
/// <remarks>The floor is a program of its own too: within the same file it would carry, and load, the library.</remarks>
internal static class NativeAotRunner
{
    public const string Command = "native-aot";

    private const double MB = 1024 * 1024;
    private const int Rounds = 21;

    /// <summary>Prints a table, and what breaks a limit.</summary>
    /// <param name="folder">Where <c>call</c> and <c>floor</c> were published to.</param>
    /// <returns>The exit code: 1 when a limit is broken.</returns>
    public static async Task<int> RunAsync(string folder)
    {
        NativeAotProgram call = new(Path.Combine(folder, "call"));
        NativeAotProgram floor = new(Path.Combine(folder, "floor"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"The executable has {call.FileBytes / MB:0.0} MB, that of the floor {floor.FileBytes / MB:0.0} MB.\n\n| call | time / "
                + $"floor | peak | peak of the floor |\n|---|---:|---:|---:|"));
        List<string?> problems = [NativeAotLimits.ProblemOfFile(call.FileBytes)];
        using PeerProcess server = await PeerProcess.StartAsync(PeerServer.Command);
        string address = new Uri(new Uri(server.Greeting.Split(' ')[0]), "v1/").ToString();
        foreach (NativeAotCase bought in NativeAotCase.All)
        {
            (IReadOnlyList<NativeAotRun> calls, IReadOnlyList<NativeAotRun> floors) = await MeasureAsync(call, floor, address, bought);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"| {bought.Name} | {Time(calls) / Time(floors):0.00} | {Peak(calls):0.0} MB | {Peak(floors):0.0} MB |"));
            problems.Add(NativeAotLimits.ProblemOfRuns(bought.Name, calls));
        }

        string[] broken = [.. problems.OfType<string>()];
        Array.ForEach(broken, Console.WriteLine);
        return broken.Length == 0 ? 0 : 1;
    }

    private static async Task<(IReadOnlyList<NativeAotRun> Calls, IReadOnlyList<NativeAotRun> Floors)> MeasureAsync(
        NativeAotProgram call, NativeAotProgram floor, string address, NativeAotCase bought)
    {
        byte[] picture = NoisePicture.Create(bought.PictureBytes);
        string folder = Directory.CreateTempSubdirectory("gptimage-aot-").FullName;
        string file = Path.Combine(folder, "picture.png");
        List<NativeAotRun> calls = [];
        List<NativeAotRun> floors = [];
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                floors.Add(await floor.RunAsync(address, bought.Key));
                NativeAotRun run = await call.RunAsync(bought.Way, address, bought.Key, file);
                calls.Add(run with { IsRight = (await File.ReadAllBytesAsync(file)).AsSpan().SequenceEqual(picture) });
                File.Delete(file);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return (calls, floors);
    }

    private static double Time(IEnumerable<NativeAotRun> runs) => PeerTable.Median(runs.Select(run => run.Milliseconds));

    private static double Peak(IEnumerable<NativeAotRun> runs) => runs.Max(run => run.PeakBytes) / MB;
}
