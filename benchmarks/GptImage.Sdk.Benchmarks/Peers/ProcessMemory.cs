using System.Globalization;
using System.Runtime;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>The physical memory of this process, as Linux counts it.</summary>
internal static class ProcessMemory
{
    private const long KB = 1024;

    public static long Current => Read("VmRSS:");

    /// <summary>Gets the most there was since the last <see cref="Settle"/>.</summary>
    public static long Peak => Read("VmHWM:");

    /// <summary>Frees what is garbage, and lets the peak begin anew.</summary>
    /// <returns>The memory of the idle process.</returns>
    public static long Settle()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return ResetPeak();
    }

    /// <summary>Lets the peak begin anew.</summary>
    /// <returns>The memory of the process now.</returns>
    public static long ResetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }

        return Current;
    }

    /// <summary>Reads a line of <c>/proc/self/status</c>: <c>VmHWM:    10240 kB</c>.</summary>
    public static long BytesOf(string line) =>
        long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).TrimEnd("kB"), CultureInfo.InvariantCulture) * KB;

    private static long Read(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        return BytesOf(File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)));
    }
}
