using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Sends the first input image back as it is, by the numbers of its pixels: profiles are not looked at, as a service that works
/// in sRGB does.</summary>
internal sealed class EchoingClient(IGptImageClient inner) : IGptImageClient
{
    public ImageToImageRequest? Last { get; private set; }

    public Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        Last = (ImageToImageRequest)request;
        using Stream stream = Last.Images[0].OpenRead();
        using SKCodec codec = SKCodec.Create(SKData.Create(stream));
        using SKBitmap numbers = new(new SKImageInfo(
            codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888,
            codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul, colorspace: null));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(numbers.Info, numbers.GetPixels()));
        return Task.FromResult(new ImageResult { Images = [new GeneratedImage(Pictures.Png(numbers))], RequestId = "req_echo" });
    }

    public RequestPlan Explain(ImageRequest request) => inner.Explain(request);

    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
