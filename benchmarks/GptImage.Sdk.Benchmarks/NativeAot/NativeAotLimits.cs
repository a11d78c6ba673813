namespace GptImage.Sdk.Benchmarks.NativeAot;

/// <summary>What a small program may need. Time is no limit: it says more of the machine.</summary>
internal static class NativeAotLimits
{
    private const double MB = 1024 * 1024;
    private const double MaxFileMegabytes = 10;
    private const double MaxPeakMegabytes = 16;

    /// <summary>Says what is wrong with the executable.</summary>
    public static string? ProblemOfFile(long bytes) => bytes / MB > MaxFileMegabytes
        ? FormattableString.Invariant($"The executable has {bytes / MB:0.00} MB; {MaxFileMegabytes} MB is the most.")
        : null;

    /// <summary>Says what is wrong with the runs of a case.</summary>
    public static string? ProblemOfRuns(string name, IReadOnlyCollection<NativeAotRun> runs)
    {
        double peak = runs.Max(run => run.PeakBytes) / MB;
        return runs.Any(run => !run.IsRight) ? $"{name}: the picture is not the one that was sent."
            : peak > MaxPeakMegabytes
                ? FormattableString.Invariant($"{name}: the process took {peak:0.00} MB; {MaxPeakMegabytes} MB is the most.")
            : null;
    }
}
