using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text.Json;
using OpenAI;
using OpenAI.Images;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>The official client. It has no typed stream of pictures, so that goes through its protocol method.</summary>
internal class OpenAIPeerClient : PeerClient
{
    private readonly HttpClient _http;
    private readonly ImageClient _client;

    public OpenAIPeerClient(PeerSetting setting)
        : base(setting)
    {
        _http = new HttpClient(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _client = CreateClient(setting, _http);
    }

    public static ImageClient CreateClient(PeerSetting setting, HttpClient http) =>
        new("gpt-image-2", new ApiKeyCredential(setting.Case.Key), new OpenAIClientOptions
        {
            Endpoint = new Uri(setting.BaseAddress, "v1"),
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });

    protected override async Task GenerateAsync(int number)
    {
        ClientResult<GeneratedImageCollection> result = await _client.GenerateImagesAsync(Prompt, Case.Pictures);
        await KeepAsync(number, result.Value);
        Expect(result.Value.Sum(image => (long)image.ImageBytes.ToMemory().Length));
    }

    protected virtual Task KeepAsync(int number, GeneratedImageCollection pictures) => Task.CompletedTask;

    protected override async Task StreamAsync()
    {
        using BinaryContent body =
            BinaryContent.Create(
                BinaryData.FromString($$"""{"model":"gpt-image-2","prompt":"{{Prompt}}","stream":true,"partial_images":3}"""));
        ClientResult result = await _client.GenerateImagesAsync(body, new RequestOptions { BufferResponse = false });
        using Stream events = result.GetRawResponse().ContentStream ?? Stream.Null;
        List<byte[]> pictures = [];
        await foreach (SseItem<string> item in SseParser.Create(events).EnumerateAsync())
        {
            using JsonDocument document = JsonDocument.Parse(item.Data);
            pictures.Add(document.RootElement.GetProperty("b64_json").GetBytesFromBase64());
        }

        Expect(pictures.Sum(picture => (long)picture.Length));
    }

    /// <summary>It takes one picture a call, so it gets one that is as large as all.</summary>
    protected override async Task UploadAsync()
    {
        using Stream all = new JoinedFiles(Inputs);
        await _client.GenerateImageEditAsync(all, "image.png", Prompt);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _http.Dispose();
        }

        base.Dispose(disposing);
    }
}
