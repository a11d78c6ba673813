namespace GptImage.Sdk.Benchmarks.NativeAot;

/// <summary>One run of a program.</summary>
/// <param name="Milliseconds">From its start to its end.</param>
/// <param name="PeakBytes">The most physical memory it had.</param>
internal sealed record NativeAotRun(double Milliseconds, long PeakBytes)
{
    /// <summary>Gets whether the picture that it saved is the one that was sent.</summary>
    public bool IsRight { get; init; } = true;
}
