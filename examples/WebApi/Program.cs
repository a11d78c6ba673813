using GptImage.Sdk;
using GptImage.Sdk.Testing;
using WebApi;

// Draws in a browser, with previews while the picture is made:
//   dotnet run --project examples/WebApi [-- --live] [--urls http://127.0.0.1:5080]
WebApplicationBuilder builder = WebApplication.CreateBuilder([.. args.Where(arg => arg != "--live")]);
builder.Services.AddGptImageClient(); // section "GptImage" of the configuration
builder.Services.AddHealthChecks().AddCheck<GptImageHealthCheck>("gpt-image", timeout: TimeSpan.FromSeconds(5));

using FakeGptImageService? fake = args.Contains("--live") ? null : FakeGptImageService.Start();
if (fake is not null)
{
    // Whatever is configured: without --live nothing is paid, and a test double draws the pictures.
    builder.Services.Configure<GptImageClientOptions>(options =>
    {
        (options.ApiKey, options.ApiKeyProvider, options.Azure) = (fake.ApiKey, null, null);
        options.BaseAddress = fake.BaseAddress;
    });
}

await using WebApplication app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/", () => TypedResults.Stream(typeof(PictureOrder).Assembly.GetManifestResourceStream("index.html")!, "text/html"));
app.MapPost("/pictures", async Task<IResult> (PictureOrder order, IGptImageClient client, CancellationToken cancellationToken) =>
{
    // The token ends with the browser's request, and the call with it.
    var request = new TextToImageRequest(order.Prompt) { Size = ImageSize.Landscape, Quality = ImageQuality.Low };
    IAsyncEnumerator<ImageUpdate> updates =
        client.StreamAsync(request, partialImages: 2, cancellationToken).GetAsyncEnumerator(cancellationToken);
    try
    {
        await updates.MoveNextAsync();
    }
    catch (GptImageException exception)
    {
        // Nothing has gone to the browser yet, so a refusal can be a status.
        return TypedResults.Problem(Problems.FromException(exception));
    }

    return TypedResults.ServerSentEvents(PictureEvents.ReadAsync(updates));
});
await app.RunAsync();
