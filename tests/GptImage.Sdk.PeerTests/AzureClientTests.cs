using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using GptImage.Sdk.Testing;
using OpenAI;
using OpenAI.Images;
using SkiaSharp;

namespace GptImage.Sdk.PeerTests;

/// <summary>Microsoft's client of Azure OpenAI works against the fake's resource unchanged.</summary>
public sealed class AzureClientTests : IDisposable
{
    private readonly FakeGptImageService _service = FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        Azure = new FakeAzureOptions { Deployments = { ["my-dep"] = "gpt-image-2" } },
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task GenerateImage_Key_GoesTheClassicPath()
    {
        ClientResult<OpenAI.Images.GeneratedImage> result =
            await Client(_service.ApiKey).GenerateImageAsync("A lighthouse at dawn", cancellationToken: Token);

        AssertPicture(result);
        FakeRequest sent = Assert.Single(_service.Requests);
        Assert.Equal("/openai/deployments/my-dep/images/generations", sent.Path);
        Assert.Equal((_service.ApiKey, false), (sent.Headers["api-key"], sent.Headers.ContainsKey("Authorization")));
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task GenerateImageEdit_Picture_GoesTheClassicPath()
    {
        using SKBitmap bitmap = new(1024, 1024);
        using MemoryStream image = new(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());

        AssertPicture(
            await Client(_service.ApiKey).GenerateImageEditAsync(image, "image.png", "Make it night", cancellationToken: Token));

        Assert.Equal("/openai/deployments/my-dep/images/edits", Assert.Single(_service.Requests).Path);
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task GenerateImage_OpenAIClientOverTheV1Path_BringsAPicture()
    {
        ImageClient client = new(
            "my-dep", new ApiKeyCredential(_service.ApiKey),
            new OpenAIClientOptions { Endpoint = new Uri(_service.AzureEndpoint, "openai/v1/") });

        AssertPicture(await client.GenerateImageAsync("A lighthouse at dawn", cancellationToken: Token));

        Assert.Equal("/openai/v1/images/generations", Assert.Single(_service.Requests).Path);
    }

    [Theory]
    [InlineData("wrong", "my-dep", 401, "Access denied due to invalid subscription key")]
    [InlineData("sk-fake", "other", 404, "The API deployment for this resource does not exist")]
    public async Task GenerateImage_Refused_ShowsTheWordsOfAzure(string key, string deployment, int status, string message)
    {
        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(key, deployment).GenerateImageAsync("A lighthouse", cancellationToken: Token));

        Assert.Equal(status, exception.Status);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertPicture(ClientResult<OpenAI.Images.GeneratedImage> result)
    {
        using SKBitmap picture = SKBitmap.Decode(result.Value.ImageBytes.ToArray());
        Assert.Equal((1024, 1024), (picture.Width, picture.Height));
    }

    private ImageClient Client(string key, string deployment = "my-dep") =>
        new AzureOpenAIClient(
            _service.AzureEndpoint, new ApiKeyCredential(key),
            new AzureOpenAIClientOptions(AzureOpenAIClientOptions.ServiceVersion.V2025_04_01_Preview)
            { RetryPolicy = new ClientRetryPolicy(maxRetries: 0) })
        .GetImageClient(deployment);
}
