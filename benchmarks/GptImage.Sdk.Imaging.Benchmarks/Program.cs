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

var edit = new ProtectedEditBenchmark();
edit.Setup();
await CompareAsync(
    "floor",
    ("floor: Skia decodes two, encodes one", () => Task.FromResult(edit.Floor())),
    ("protected edit, repaired and measured", edit.ProtectedEdit),
    ("plain SkiaSharp, the same composite, unmeasured", () => Task.FromResult(edit.SkiaComposite())),
    ("Magick.NET, the same composite, unmeasured", () => Task.FromResult(edit.MagickComposite())));
Console.WriteLine(
    string.Create(CultureInfo.InvariantCulture, $"peak of a protected edit above idle: {edit.PeakFrames():F1} frames of 33 MB"));

var photograph = new PhotographBenchmark();
photograph.Setup();
await CompareAsync(
    "Skia",
    ("12 megapixels to a model's size with Skia's cubic", () => Task.FromResult(photograph.SkiaMitchell())),
    ("ImageNormalizer, Lanczos", () => Task.FromResult(photograph.Normalize())));

static async Task CompareAsync(string unit, params (string Name, Func<Task> Run)[] contenders)
{
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
            string.Create(CultureInfo.InvariantCulture, $"{contenders[i].Name,-50} {best[i] / best[0]:F2} x {unit} ({best[i]:F0} ms)"));
    }
}
