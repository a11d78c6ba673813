using System.Net.ServerSentEvents;
using System.Text.Json;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>The obvious code: a class with a string property, then <see cref="Convert.FromBase64String"/>.</summary>
internal sealed class StringDtoClient(PeerSetting setting) : HandMadeClient(setting)
{
    protected override async Task GenerateAsync(int number)
    {
        using HttpResponseMessage response = await PostAsync();
        string text = await response.Content.ReadAsStringAsync();
        StringAnswer? answer = JsonSerializer.Deserialize(text, DtoJsonContext.Default.StringAnswer);
        List<byte[]> pictures = [.. (answer?.Data ?? []).Select(picture => Convert.FromBase64String(picture.B64Json))];
        Expect(pictures.Sum(picture => (long)picture.Length));
    }

    protected override async Task StreamAsync()
    {
        using HttpResponseMessage response = await PostAsync();
        using Stream body = await response.Content.ReadAsStreamAsync();
        List<byte[]> pictures = [];
        await foreach (SseItem<string> item in SseParser.Create(body).EnumerateAsync())
        {
            pictures.Add(
                Convert.FromBase64String(JsonSerializer.Deserialize(item.Data, DtoJsonContext.Default.StringPicture)?.B64Json ?? ""));
        }

        Expect(pictures.Sum(picture => (long)picture.Length));
    }
}
