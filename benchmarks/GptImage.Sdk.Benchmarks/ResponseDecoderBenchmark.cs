using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks;

/// <summary>Reading an answer from memory, beside what the framework does with it.</summary>
[MemoryDiagnoser]
public class ResponseDecoderBenchmark
{
    private static readonly ResponseHeaderFacts NoHeaders = new();

    private readonly GptImageClientOptions _options = new() { ApiKey = "sk-bench" };
    private readonly string _folder = Directory.CreateTempSubdirectory("gptimage-bench-").FullName;
    private byte[] _json = [];
    private byte[] _events = [];

    /// <summary>Gets or sets the length of the picture in bytes.</summary>
    [Params(7_500, 8_000_000)]
    public int PictureBytes { get; set; }

    /// <summary>Makes the answers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string text = Convert.ToBase64String(NoisePicture.Create(PictureBytes));
        _json = Encoding.ASCII.GetBytes($"{{\"created\":1,\"data\":[{{\"b64_json\":\"{text}\"}}]}}");
        _events =
            Encoding.ASCII.GetBytes(
                $"event: image_generation.completed\ndata: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{text}\"}}\n\n");
    }

    /// <summary>Parses the whole answer and converts its string.</summary>
    [Benchmark(Baseline = true)]
    public int ByFramework()
    {
        using JsonDocument document = JsonDocument.Parse(_json);
        return document.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64().Length;
    }

    /// <summary>Reads JSON into an array.</summary>
    [Benchmark]
    public async Task<int> IntoMemory() => (await DecodeAsync(_json, "application/json", new MemoryDestination())).Bytes.Length;

    /// <summary>Reads JSON into a file.</summary>
    [Benchmark]
    public async Task<int> IntoFile() =>
        (int)(
            await DecodeAsync(_json, "application/json",
            new FileDestination(Path.Combine(_folder, "picture"), count: 1, overwrite: true))).Length;

    /// <summary>Reads an event into an array.</summary>
    [Benchmark]
    public async Task<int> IntoMemoryFromEvents() =>
        (await DecodeAsync(_events, "text/event-stream", new MemoryDestination())).Bytes.Length;

    /// <summary>Deletes the file.</summary>
    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    private async Task<TPicture> DecodeAsync<TPicture>(byte[] answer, string contentType, IPictureDestination<TPicture> destination)
        where TPicture : class
    {
        using HttpResponseMessage response = new() { Content = new ByteArrayContent(answer) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using TimeLimit limit = new(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        await using AnswerStream body = new(await response.Content.ReadAsStreamAsync(), limit, TimeProvider.System);
        AnswerContext context =
            new(response, NoHeaders, body, _options,
                new ImageDownloader(static () => throw new NotSupportedException(), maxImageBytes: 0, allowsHttp: false));
        ComposedRequest request =
            PromptComposer.Compose(new TextToImageRequest("A lighthouse at dawn"), Delivery.Whole, ImageModel.GptImage2, null);
        DecodedAnswer<TPicture> decoded =
            await ResponseDecoder.DecodeAsync(request, context, destination, static (_, _) => { }, CancellationToken.None);
        return decoded.Pictures[0];
    }
}
