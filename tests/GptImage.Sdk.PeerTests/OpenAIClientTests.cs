using System.ClientModel;
using GptImage.Sdk.Testing;
using OpenAI;
using OpenAI.Images;
using SkiaSharp;

namespace GptImage.Sdk.PeerTests;

/// <summary>The official .NET client works against the fake service unchanged.</summary>
public sealed class OpenAIClientTests : IDisposable
{
    private readonly FakeGptImageService _service = FakeGptImageService.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task GenerateImage_Prompt_BringsAPicture()
    {
        ImageClient client = Client();

        ClientResult<OpenAI.Images.GeneratedImage> result =
            await client.GenerateImageAsync("A lighthouse at dawn", cancellationToken: Token);

        using SKBitmap picture = SKBitmap.Decode(result.Value.ImageBytes.ToArray());
        Assert.Equal((1024, 1024), (picture.Width, picture.Height));
        Assert.Equal("A lighthouse at dawn", _service.Requests[0].Fields["prompt"]);
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task GenerateImages_Several_BringsThemWithUsage()
    {
        ImageClient client = Client();

        ClientResult<GeneratedImageCollection> result = await client.GenerateImagesAsync("A lighthouse", 2, new ImageGenerationOptions
        {
            Quality = GeneratedImageQuality.LowQuality,
            Size = new GeneratedImageSize(1536, 1024),
        }, Token);

        Assert.Equal(2, result.Value.Count);
        Assert.Equal(2 * 158, result.Value.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task GenerateImageEdit_ImageAndMask_KeepsTheRest()
    {
        ImageClient client = Client();
        byte[] original = Picture(transparentLeft: false);
        using MemoryStream image = new(original);
        using MemoryStream mask = new(Picture(transparentLeft: true));

        ClientResult<OpenAI.Images.GeneratedImage> result =
            await client.GenerateImageEditAsync(image, "image.png", "A balloon", mask, "mask.png", cancellationToken: Token);

        using SKBitmap before = SKBitmap.Decode(original);
        using SKBitmap after = SKBitmap.Decode(result.Value.ImageBytes.ToArray());
        Assert.Equal(before.GetPixel(1000, 500), after.GetPixel(1000, 500));
    }

    [Fact]
    public async Task GenerateImage_WrongKey_IsA401()
    {
        ImageClient client = Client("sk-wrong");

        ClientResultException exception =
            await Assert.ThrowsAsync<ClientResultException>(() => client.GenerateImageAsync("A lighthouse", cancellationToken: Token));

        Assert.Equal(401, exception.Status);
        Assert.Contains("Incorrect API key provided", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateImage_HdQuality_IsRefusedInTheServicesWords()
    {
        ImageClient client = Client();

        ClientResultException exception =
            await Assert.ThrowsAsync<ClientResultException>(
                () =>
                client.GenerateImageAsync("A lighthouse", new ImageGenerationOptions { Quality = GeneratedImageQuality.High }, Token));

        Assert.Contains(
            "Invalid value: 'hd'. Supported values are: 'low', 'medium', 'high', and 'auto'.", exception.Message, StringComparison.Ordinal);
    }

    private ImageClient Client(string? key = null) =>
        new("gpt-image-2", new ApiKeyCredential(key ?? _service.ApiKey), new OpenAIClientOptions { Endpoint = _service.BaseAddress });

    private static byte[] Picture(bool transparentLeft)
    {
        using SKBitmap bitmap = new(new SKImageInfo(1024, 1024, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.SteelBlue);
        if (transparentLeft)
        {
            bitmap.Erase(SKColors.Transparent, new SKRectI(0, 0, 512, 1024));
        }

        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
