using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using GptImage.Sdk.Imaging.Benchmarks;

// dotnet run -c Release --project benchmarks/GptImage.Sdk.Imaging.Benchmarks -- --filter '*'
// dotnet run -c Release --project benchmarks/GptImage.Sdk.Imaging.Benchmarks -- --ratios interleaved, best of seven, with the peak of
// memory
if (!args.Contains("--ratios"))
{
    BenchmarkSwitcher.FromAssembly(typeof(ProtectedEditBenchmark).Assembly).Run(args);
    return;
}

var benchmark = new ProtectedEditBenchmark();
benchmark.Setup();
(string Name, Func<Task> Run)[] contenders =
[
    ("floor: Skia decodes two, encodes one", () => Task.FromResult(benchmark.Floor())),
    ("protected edit, repaired and measured", benchmark.ProtectedEdit),
    ("Magick.NET, the same composite, unmeasured", () => Task.FromResult(benchmark.MagickComposite())),
];
double[] best = [.. contenders.Select(_ => double.MaxValue)];
for (int round = 0; round < 7; round++)
{
    for (int i = 0; i < contenders.Length; i++)
    {
        long start = Stopwatch.GetTimestamp();
        await contenders[i].Run();
        best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}

for (int i = 0; i < contenders.Length; i++)
{
    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{contenders[i].Name,-44} {best[i] / best[0]:F2} x floor ({best[i]:F0} ms)"));
}

Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"peak of a protected edit above idle: {benchmark.PeakFrames():F1} frames of 33 MB"));
