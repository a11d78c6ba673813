using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Testing.Tests.Support;

/// <summary>A fake service on 2026-11-23 and a plain HTTP client to call it.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http = new();

    public Caller(FakeGptImageServiceOptions? options = null)
    {
        options ??= new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain };
        options.TimeProvider = Time;
        Service = FakeGptImageService.Start(options);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Service.ApiKey);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public FakeGptImageService Service { get; }

    public static Caller WithScenes() => new(new FakeGptImageServiceOptions());

    public Task<Answer> GenerateAsync(string json) =>
        PostAsync("images/generations", new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<Answer> EditAsync(Form form) => PostAsync("images/edits", form.Content);

    public Task<Answer> PostAsync(string path, HttpContent content) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Service.BaseAddress, path)) { Content = content });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return new Answer(
                response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        Service.Dispose();
    }
}
