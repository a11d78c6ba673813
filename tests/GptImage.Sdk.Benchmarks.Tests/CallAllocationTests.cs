using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.Tests;

/// <summary>What a call allocates beside its picture, over a transport without a network: the least of several calls, for others run at the
/// same time.</summary>
public sealed class CallAllocationTests : IDisposable
{
    private const int PictureBytes = 7_500;
    private const int WarmUps = 30;
    private const int Calls = 30;
    private const long KB = 1024;
    private const string Prompt = "A lighthouse at dawn";

    private readonly string _folder = Directory.CreateTempSubdirectory("gptimage-call-").FullName;
    private readonly CannedAnswer _answer = new(PictureBytes);
    private readonly GptImageClient _client;

    public CallAllocationTests() => _client = new GptImageClient(
        new GptImageClientOptions { ApiKey = "sk-bench", BaseAddress = new Uri("http://127.0.0.1/v1") }, _answer);

    public void Dispose()
    {
        _client.Dispose();
        _answer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task GenerateAsync_FromWords_AllocatesLittle()
    {
        TextToImageRequest request = new(Prompt) { Size = ImageSize.Square, Quality = ImageQuality.Low };

        long allocated = await MeasureAsync(() => _client.GenerateAsync(request));

        Assert.InRange(allocated - PictureBytes, 1, 17 * KB / 2);
    }

    [Fact]
    public async Task GenerateToFilesAsync_FromWords_AllocatesLittle()
    {
        TextToImageRequest request = new(Prompt) { Size = ImageSize.Square, Quality = ImageQuality.Low };

        long allocated = await MeasureAsync(
            () => _client.GenerateToFilesAsync(request, Path.Combine(_folder, "picture"), overwrite: true));

        Assert.InRange(allocated, 1, 12 * KB);
    }

    [Fact]
    public async Task GenerateAsync_FromSixteenFiles_AllocatesLittle()
    {
        string path = Path.Combine(_folder, "input.png");
        await File.WriteAllBytesAsync(path, NoisePicture.Create(25_000), TestContext.Current.CancellationToken);
        ImageToImageRequest request = new(Prompt, [.. Enumerable.Repeat(ImageInput.FromFile(path), 16)])
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
        };

        long allocated = await MeasureAsync(() => _client.GenerateAsync(request));

        Assert.InRange(allocated - PictureBytes, 1, 56 * KB);
    }

    private static async Task<long> MeasureAsync(Func<Task> call)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            await call();
        }

        long least = long.MaxValue;
        for (int i = 0; i < Calls; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await call();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
