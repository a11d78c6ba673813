using System.Net.ServerSentEvents;
using System.Text.Json;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>The careful code: a class with a byte array property, which System.Text.Json decodes from the body in memory.</summary>
internal sealed class BytesDtoClient(PeerSetting setting) : HandMadeClient(setting)
{
    protected override async Task GenerateAsync(int number)
    {
        using HttpResponseMessage response = await PostAsync();
        BytesAnswer? answer = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), DtoJsonContext.Default.BytesAnswer);
        Expect((answer?.Data ?? []).Sum(picture => (long)picture.B64Json.Length));
    }

    protected override async Task StreamAsync()
    {
        using HttpResponseMessage response = await PostAsync();
        using Stream body = await response.Content.ReadAsStreamAsync();
        List<byte[]> pictures = [];
        await foreach (SseItem<byte[]> item in SseParser.Create(body, static (_, data) => data.ToArray()).EnumerateAsync())
        {
            pictures.Add(JsonSerializer.Deserialize(item.Data, DtoJsonContext.Default.BytesPicture)?.B64Json ?? []);
        }

        Expect(pictures.Sum(picture => (long)picture.Length));
    }

    protected override Task UploadAsync() => UploadAsync(path => new ByteArrayContent(File.ReadAllBytes(path)));
}
