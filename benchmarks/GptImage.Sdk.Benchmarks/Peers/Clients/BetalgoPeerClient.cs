using Betalgo.Ranul.OpenAI;
using Betalgo.Ranul.OpenAI.Contracts.Requests.Image;
using Betalgo.Ranul.OpenAI.Managers;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>The most used community client. It gives base64 texts, which its user has to decode.</summary>
internal sealed class BetalgoPeerClient : PeerClient
{
    private readonly HttpClient _http;
    private readonly OpenAIService _service;

    public BetalgoPeerClient(PeerSetting setting)
        : base(setting)
    {
        _http = new HttpClient(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _service = new OpenAIService(new OpenAIOptions { ApiKey = setting.Case.Key, BaseDomain = setting.BaseAddress.AbsoluteUri }, _http);
    }

    protected override async Task GenerateAsync(int number)
    {
        var response = await _service.CreateImage(new CreateImageRequest { Prompt = Prompt, N = Case.Pictures });
        List<byte[]> pictures = [.. (response.Data ?? []).Select(picture => Convert.FromBase64String(picture.B64Json ?? ""))];
        Expect(pictures.Sum(picture => (long)picture.Length));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ((IDisposable)_service).Dispose();
            _http.Dispose();
        }

        base.Dispose(disposing);
    }
}
