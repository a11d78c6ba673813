using BenchmarkDotNet.Attributes;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks;

/// <summary>Writing the body of a request with its pictures of 1 MB.</summary>
[MemoryDiagnoser]
public class RequestEncoderBenchmark
{
    private const int PictureBytes = 1_000_000;

    private RequestPlan? _text;
    private RequestPlan? _one;
    private RequestPlan? _sixteen;
    private RequestPlan? _json;

    /// <summary>Makes the plans.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ImageInput picture = ImageInput.FromBytes(NoisePicture.Create(PictureBytes));
        using GptImageClient client = new("sk-bench");
        _text = client.Explain(new TextToImageRequest("A lighthouse at dawn"));
        _one = client.Explain(new ImageToImageRequest("A lighthouse at night", picture));
        _sixteen = client.Explain(new ImageToImageRequest("A lighthouse at night", [.. Enumerable.Repeat(picture, 16)]));
        _json = client.Explain(new ImageToImageRequest("A lighthouse at night", picture, ImageInput.FromFileId("file-1")));
    }

    /// <summary>Writes JSON without pictures.</summary>
    [Benchmark(Baseline = true)]
    public Task<long> TextOnly() => WriteAsync(_text);

    /// <summary>Writes a form with a picture.</summary>
    [Benchmark]
    public Task<long> OneInput() => WriteAsync(_one);

    /// <summary>Writes a form with sixteen pictures.</summary>
    [Benchmark]
    public Task<long> SixteenInputs() => WriteAsync(_sixteen);

    /// <summary>Writes JSON with a picture as a data URL.</summary>
    [Benchmark]
    public Task<long> OneInputAsDataUrl() => WriteAsync(_json);

    private static async Task<long> WriteAsync(RequestPlan? plan)
    {
        using RequestBody body = RequestEncoder.Encode(plan?.Fields ?? throw new InvalidOperationException("Setup has not run."));
        await body.CopyToAsync(Stream.Null);
        return body.BytesSent;
    }
}
