using GptImage.Sdk.Imaging.Benchmarks;

namespace GptImage.Sdk.Imaging.Tests.Benchmarks;

/// <summary>Calls each benchmark once, so that they keep working.</summary>
public sealed class ProtectedEditBenchmarkTests
{
    [Fact]
    public async Task EachMethod_Once_Works()
    {
        var benchmark = new ProtectedEditBenchmark();
        benchmark.Setup();

        Assert.True(benchmark.Floor() > 1_000_000);
        Assert.Equal("3840x2160", (await benchmark.ProtectedEdit()).Image.PixelSize.ToString());
        Assert.True(benchmark.SkiaComposite() > 1_000_000);
        Assert.True(benchmark.MagickComposite() > 1_000_000);
    }
}
