namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>What one repetition took.</summary>
/// <param name="WallMilliseconds">The time on the clock.</param>
/// <param name="CpuMilliseconds">The processor time of the client's process.</param>
/// <param name="AllocatedBytes">The managed memory that was allocated.</param>
/// <param name="PeakBytes">The most physical memory beyond that of the idle process.</param>
internal sealed record Measurement(double WallMilliseconds, double CpuMilliseconds, long AllocatedBytes, long PeakBytes);
