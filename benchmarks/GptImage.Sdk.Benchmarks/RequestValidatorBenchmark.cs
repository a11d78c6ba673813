using BenchmarkDotNet.Attributes;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks;

/// <summary>Checking a request before it is paid for.</summary>
[MemoryDiagnoser]
public class RequestValidatorBenchmark
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private readonly ComposedRequest _legal = Compose(new TextToImageRequest("A lighthouse at dawn")
    {
        Size = ImageSize.Square,
        Quality = ImageQuality.Low,
    });
    private readonly ComposedRequest _sixteen =
        Compose(
            new ImageToImageRequest("A lighthouse at night", [.. Enumerable.Repeat(ImageInput.FromBytes(NoisePicture.Create(7_500)), 16)]));
    private readonly ComposedRequest _illegal = Compose(new TextToImageRequest("")
    {
        Size = new ImageSize(1000, 700),
        Count = 11,
        OutputCompression = 101,
        Background = ImageBackground.Transparent,
    });

    /// <summary>Finds nothing.</summary>
    [Benchmark(Baseline = true)]
    public int NothingWrong() => Validate(_legal);

    /// <summary>Looks at sixteen pictures.</summary>
    [Benchmark]
    public int SixteenInputs() => Validate(_sixteen);

    /// <summary>Finds several things at once.</summary>
    [Benchmark]
    public int MuchWrong() => Validate(_illegal);

    private static ComposedRequest Compose(ImageRequest request) =>
        InputInspector.Inspect(
            PromptComposer.Compose(request, Delivery.Whole, ImageModel.GptImage2, ImageModelCatalog.Find(ImageModel.GptImage2)));

    private static int Validate(ComposedRequest request) => RequestValidator.Validate(request, Today).Count;
}
