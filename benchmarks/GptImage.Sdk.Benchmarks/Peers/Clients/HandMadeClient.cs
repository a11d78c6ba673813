using System.Net.Http.Headers;
using System.Text;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>What hand-written clients share: an <see cref="HttpClient"/> and the shape of a request.</summary>
internal abstract class HandMadeClient : PeerClient
{
    private readonly HttpClient _http;

    protected HandMadeClient(PeerSetting setting)
        : base(setting)
    {
        _http = new HttpClient(CreateHandler()) { BaseAddress = setting.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", setting.Case.Key);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _http.Dispose();
        }

        base.Dispose(disposing);
    }

    protected async Task<HttpResponseMessage> PostAsync(string body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "v1/images/generations")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        return await SendAsync(request);
    }

    protected Task<HttpResponseMessage> PostAsync() => PostAsync(
        Case.Task == PeerTask.Stream
            ? $$"""{"model":"gpt-image-2","prompt":"{{Prompt}}","stream":true,"partial_images":3}"""
            : $$"""{"model":"gpt-image-2","prompt":"{{Prompt}}","n":{{Case.Pictures}}}""");

    protected async Task UploadAsync(Func<string, HttpContent> open)
    {
        using MultipartFormDataContent form = new()
            { { new StringContent("gpt-image-2"), "model" }, { new StringContent(Prompt), "prompt" } };
        foreach (string path in Inputs)
        {
            HttpContent content = open(path);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(content, "image[]", "image.png");
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "v1/images/edits") { Content = form };
        using HttpResponseMessage response = await SendAsync(request);
        await response.Content.CopyToAsync(Stream.Null);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.EnsureSuccessStatusCode();
    }
}
