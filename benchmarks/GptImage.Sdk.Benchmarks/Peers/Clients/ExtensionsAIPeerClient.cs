using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>Microsoft.Extensions.AI over the official client.</summary>
internal sealed class ExtensionsAIPeerClient : PeerClient
{
    private readonly HttpClient _http;
    private readonly IImageGenerator _generator;

    public ExtensionsAIPeerClient(PeerSetting setting)
        : base(setting)
    {
        _http = new HttpClient(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _generator = OpenAIPeerClient.CreateClient(setting, _http).AsIImageGenerator();
    }

    protected override async Task GenerateAsync(int number)
    {
        ImageGenerationResponse response =
            await _generator.GenerateImagesAsync(Prompt, new ImageGenerationOptions { Count = Case.Pictures });
        Expect(response.Contents.OfType<DataContent>().Sum(content => (long)content.Data.Length));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _generator.Dispose();
            _http.Dispose();
        }

        base.Dispose(disposing);
    }
}
