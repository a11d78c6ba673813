using GptImage.Sdk.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.ServiceTests;

/// <summary>How an ASP.NET Core application is tested with the fake service.</summary>
public class WebApplicationTests
{
    [Fact]
    public async Task Poster_AskedForByABrowser_ComesFromTheFakeService()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        await using WebApplication app = CreateApp(services => services.Configure<GptImageClientOptions>(options =>
        {
            options.ApiKey = service.ApiKey;
            options.BaseAddress = service.BaseAddress;
        }));
        await app.StartAsync(TestContext.Current.CancellationToken);

        using HttpClient browser = new();
        byte[] picture =
            await browser.GetByteArrayAsync(new Uri($"{app.Urls.Single()}/poster/lighthouse"), TestContext.Current.CancellationToken);

        Assert.Equal(new ImageSize(1024, 1024), new GeneratedImage(picture).PixelSize);
        Assert.Equal("A poster of a lighthouse", service.Requests[0].Fields["prompt"]);
    }

    /// <summary>The application under test, as its Program.cs builds it; a test adds what it wants otherwise.</summary>
    private static WebApplication CreateApp(Action<IServiceCollection> configureTest)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddGptImageClient(options => options.ApiKey = "sk-production");
        configureTest(builder.Services);
        WebApplication app = builder.Build();
        app.MapGet("/poster/{subject}", async (string subject, IGptImageClient client, CancellationToken cancellationToken) =>
        {
            ImageResult result = await client.GenerateAsync($"A poster of a {subject}", cancellationToken);
            return Results.Bytes(result.Image.Bytes, "image/png");
        });
        return app;
    }
}
