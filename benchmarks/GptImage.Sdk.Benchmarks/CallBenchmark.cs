using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace GptImage.Sdk.Benchmarks;

/// <summary>One call over a stub transport, beside what one would write by hand.</summary>
[MemoryDiagnoser]
public class CallBenchmark
{
    private readonly TextToImageRequest _request = new("A lighthouse at dawn") { Size = ImageSize.Square, Quality = ImageQuality.Low };
    private HttpClient? _http;
    private GptImageClient? _client;

    /// <summary>Gets or sets the length of the picture in bytes.</summary>
    [Params(7_500, 8_000_000)]
    public int PictureBytes { get; set; }

    /// <summary>Makes the clients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        CannedAnswer answer = new(PictureBytes);
        _http = new HttpClient(answer);
        _client = new GptImageClient(new GptImageClientOptions
        {
            ApiKey = "sk-bench",
            BaseAddress = new Uri("http://127.0.0.1/v1"),
        }, answer);
    }

    /// <summary>Sends by hand, reads the whole answer and converts its string.</summary>
    [Benchmark(Baseline = true)]
    public async Task<int> ByHand()
    {
        using StringContent content = new("""{"model":"gpt-image-2","prompt":"A lighthouse at dawn","size":"1024x1024","quality":"low"}""");
        using HttpResponseMessage response = await Http.PostAsync(new Uri("http://127.0.0.1/v1/images/generations"), content);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return Convert.FromBase64String(document.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetString() ?? "").Length;
    }

    /// <summary>Validates, plans, sends and decodes.</summary>
    [Benchmark]
    public async Task<int> GenerateAsync() => (await Client.GenerateAsync(_request)).Image.Bytes.Length;

    /// <summary>Closes the clients.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _client?.Dispose();
        _http?.Dispose();
    }

    private HttpClient Http => _http ?? throw new InvalidOperationException("Setup has not run.");

    private GptImageClient Client => _client ?? throw new InvalidOperationException("Setup has not run.");
}
