using GptImage.Sdk.Benchmarks.NativeAot;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.Tests;

public sealed class NativeAotLimitsTests
{
    [Theory]
    [InlineData(10_485_760, null)]
    [InlineData(10_590_618, "The executable has 10.10 MB; 10 MB is the most.")]
    public void ProblemOfFile_AtTheLimitAndBeyond_NamesTheLimit(long bytes, string? problem) =>
        Assert.Equal(problem, NativeAotLimits.ProblemOfFile(bytes));

    [Theory]
    [InlineData(16_777_216, null)]
    [InlineData(16_882_074, "8 MB picture: the process took 16.10 MB; 16 MB is the most.")]
    public void ProblemOfRuns_PeakOfTheWorstRun_NamesTheLimit(long peak, string? problem) =>
        Assert.Equal(
            problem,
            NativeAotLimits.ProblemOfRuns(
                "8 MB picture", [new NativeAotRun(20, 9_000_000), new NativeAotRun(10, peak), new NativeAotRun(30, 9_000_000)]));

    [Fact]
    public void ProblemOfRuns_OneWrongPicture_SaysSo() => Assert.Equal(
        "8 MB picture: the picture is not the one that was sent.",
        NativeAotLimits.ProblemOfRuns(
            "8 MB picture", [new NativeAotRun(20, 9_000_000), new NativeAotRun(20, 9_000_000) { IsRight = false }]));

    [Fact]
    public void ProblemOfRuns_SlowRuns_AreNoProblem() =>
        Assert.Null(NativeAotLimits.ProblemOfRuns("8 MB picture", [new NativeAotRun(60_000, 9_000_000)]));

    [Fact]
    public void BytesOf_LineOfTheSystem_ReadsKilobytes() => Assert.Equal(10_485_760, ProcessMemory.BytesOf("VmHWM:\t   10240 kB"));
}
