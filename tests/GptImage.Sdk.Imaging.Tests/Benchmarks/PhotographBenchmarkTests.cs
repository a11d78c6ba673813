using GptImage.Sdk.Imaging.Benchmarks;

namespace GptImage.Sdk.Imaging.Tests.Benchmarks;

/// <summary>Calls each benchmark once, so that they keep working.</summary>
public sealed class PhotographBenchmarkTests
{
    [Fact]
    public void EachMethod_Once_Works()
    {
        var benchmark = new PhotographBenchmark();
        benchmark.Setup();

        Assert.True(benchmark.SkiaMitchell() > 0);
        Assert.True(benchmark.Normalize() > 0);
    }
}
