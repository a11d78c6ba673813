using BenchmarkDotNet.Attributes;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Benchmarks;

/// <summary>A photograph of 12 megapixels brought to the largest size a model takes, beside the same with Skia's cubic filter.</summary>
[MemoryDiagnoser]
public class PhotographBenchmark
{
    private byte[] _photograph = [];

    [GlobalSetup]
    public void Setup() => _photograph = NoisyClouds.Draw(4000, 3000, 1, SKEncodedImageFormat.Jpeg);

    [Benchmark(Baseline = true)]
    public int SkiaMitchell()
    {
        using SKBitmap photograph = SKBitmap.Decode(_photograph);
        using SKBitmap scaled =
            new(new SKImageInfo(3325, 2494, photograph.ColorType, photograph.AlphaType, photograph.ColorSpace));
        using SKPixmap from = photograph.PeekPixels();
        using SKPixmap to = scaled.PeekPixels();
        _ = from.ScalePixels(to, new SKSamplingOptions(SKCubicResampler.Mitchell));
        using SKData? file = to.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 3));
        return (int)(file?.Size ?? 0);
    }

    [Benchmark]
    public int Normalize() => ImageNormalizer
        .Normalize(ImageInput.FromBytes(_photograph), new NormalizerOptions { FitModel = ImageModel.GptImage2 }).Bytes.Length;
}
