using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.Tests;

/// <summary>What pictures cost in memory: clients in processes of their own, the server in another.</summary>
[Trait("Category", "Heavy")]
public sealed class AllocationTests(PeerServerFixture server) : IClassFixture<PeerServerFixture>
{
    private const long KB = 1024;
    private const long MB = 1024 * 1024;

    private const string ToFiles = "GptImage.Sdk to files";
    private const string ToMemory = "GptImage.Sdk to memory";

    [Theory]
    [InlineData("1 x 8 MB", 512 * KB, 4 * MB)]
    [InlineData("10 x 8 MB", 512 * KB, 4 * MB)]
    [InlineData("1 x 25 MB", 512 * KB, 4 * MB)]
    [InlineData("10 x 8 MB over TLS", 512 * KB, 4 * MB)]
    [InlineData("10 x 8 MB at 100 MB/s", 512 * KB, 4 * MB)]
    [InlineData("stream, 3 previews + 1, 8 MB each", 256 * KB, 4 * MB)]
    [InlineData("64 at once, 1.5 MB each", 64 * 512 * KB, 32 * MB)]
    public async Task ToFiles_AnyCase_NeedsNoMoreThan(string name, long allocated, long peak)
    {
        Measurement measured = await server.MeasureAsync(ToFiles, PeerCases.Find(name));

        Assert.InRange(measured.AllocatedBytes, 1, allocated);
        Assert.InRange(measured.PeakBytes, 0, peak);
    }

    [Theory]
    [InlineData("1 x 8 MB", 8_000_000 + 16_000 + (16 * KB), 9_200_000 + (4 * MB))]
    [InlineData("10 x 8 MB", 80_000_000 + 160_000 + (16 * KB), 92_000_000 + (4 * MB))]
    [InlineData("1 x 25 MB", 25_000_000 + 50_000 + (16 * KB), 28_750_000 + (4 * MB))]
    [InlineData("stream, 3 previews + 1, 8 MB each", 32_000_000 + 320_000, 36_800_000 + (4 * MB))]
    public async Task ToMemory_AnyCase_TakesLittleBesideThePictures(string name, long allocated, long peak)
    {
        Measurement measured = await server.MeasureAsync(ToMemory, PeerCases.Find(name));

        Assert.InRange(measured.AllocatedBytes, 1, allocated);
        Assert.InRange(measured.PeakBytes, 0, peak);
    }

    [Theory]
    [InlineData("upload 16 x 25 MB")]
    [InlineData("upload 16 x 25 MB, refused once")]
    public async Task Upload_OfFiles_HoldsNoPicture(string name)
    {
        Measurement measured = await server.MeasureAsync(ToMemory, PeerCases.Find(name));

        Assert.InRange(measured.AllocatedBytes, 1, 256 * KB);
        Assert.InRange(measured.PeakBytes, 0, 4 * MB);
    }

    [Fact]
    public async Task SmallCall_BesideTheOfficialClient_AllocatesLess()
    {
        PeerCase peerCase = PeerCases.Find("10 KB answer, no network");

        Measurement raw = await server.MeasureAsync("read floor", peerCase);
        Measurement own = await server.MeasureAsync(ToMemory, peerCase);
        Measurement official = await server.MeasureAsync("OpenAI .NET", peerCase);

        Assert.InRange(((own.AllocatedBytes - raw.AllocatedBytes) / peerCase.InTurn) - peerCase.PictureBytes, 0, 8 * KB);
        Assert.InRange(own.AllocatedBytes, 0, official.AllocatedBytes);
    }
}
