using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Hands each call on to another client and lets the pictures drift on their way back, as the real service does.</summary>
internal sealed class DriftingClient(IGptImageClient inner, Func<SKBitmap, SKBitmap> drift) : IGptImageClient
{
    public ImageToImageRequest? Last { get; private set; }

    public async Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        Last = request as ImageToImageRequest;
        ImageResult result = await inner.GenerateAsync(request, cancellationToken);
        using SKBitmap made = Pictures.Decode(result.Image.Bytes);
        return result with { Images = [new GeneratedImage(Pictures.Png(drift(made)))] };
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

    /// <summary>Adds levels to every second pixel.</summary>
    public static SKBitmap EverySecondPixel(SKBitmap made, int levels)
    {
        Span<uint> pixels = Pictures.PixelsOf(made);
        for (int i = 0; i < pixels.Length; i += 2)
        {
            uint red = pixels[i] & 0xFF;
            pixels[i] = (pixels[i] & 0xFFFFFF00) | (red + levels > 255 ? red - (uint)levels : red + (uint)levels);
        }

        return made;
    }

    public static SKBitmap Resized(SKBitmap made, int width, int height) =>
        made.Resize(new SKImageInfo(width, height, SKColorType.Rgba8888, made.AlphaType, made.ColorSpace),
        new SKSamplingOptions(SKFilterMode.Linear))!;
}
