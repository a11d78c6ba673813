using System.ClientModel;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Images;
using SkiaSharp;

namespace GptImage.Sdk.PeerTests;

/// <summary>Microsoft.Extensions.AI over the official .NET client works against the fake service unchanged.</summary>
public sealed class ExtensionsAITests : IDisposable
{
    private readonly FakeGptImageService _service = FakeGptImageService.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Generate_Prompt_BringsAPicture()
    {
        ImageClient client =
            new("gpt-image-2", new ApiKeyCredential(_service.ApiKey), new OpenAIClientOptions { Endpoint = _service.BaseAddress });
        using IImageGenerator generator = client.AsIImageGenerator();

        ImageGenerationResponse response =
            await generator.GenerateImagesAsync("A lighthouse at dawn", new Microsoft.Extensions.AI.ImageGenerationOptions
            {
                ImageSize = new System.Drawing.Size(1536, 1024),
            }, Token);

        DataContent content = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        using SKBitmap picture = SKBitmap.Decode(content.Data.ToArray());
        Assert.Equal((1536, 1024), (picture.Width, picture.Height));
        Assert.Equal("1536x1024", _service.Requests[0].Fields["size"]);
    }
}
