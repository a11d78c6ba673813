using GptImage.Sdk;
using GptImage.Sdk.Testing;
using SkiaSharp;

// A change within a mask; the rest of the picture stays:
//   dotnet run --project examples/EditWithMask [-- --live] [--out DIR]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/edit-with-mask");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

ImageResult kitchen = await client.GenerateAsync(new TextToImageRequest("A kitchen table with a mug")
{
    Size = ImageSize.Landscape,
    Quality = ImageQuality.Low,
});
await kitchen.Image.SaveAsync(Path.Combine(folder, "kitchen"), overwrite: true);
await File.WriteAllBytesAsync(Path.Combine(folder, "mask.png"), MaskOf(1536, 1024, new SKRectI(900, 450, 1300, 850)));

var request = new ImageToImageRequest("Replace the mug by a glass", ImageInput.FromFile(Path.Combine(folder, "kitchen.png")))
{
    Mask = ImageInput.FromFile(Path.Combine(folder, "mask.png")),
    Quality = ImageQuality.Low,
};

ImageResult edited = await client.GenerateAsync(request);
string path = await edited.Image.SaveAsync(Path.Combine(folder, "kitchen-edited"), overwrite: true);

Console.WriteLine($"{path}: {edited.Image.PixelSize}, {edited.Usage?.TotalTokens} tokens, request {edited.RequestId}");

// A mask is opaque where the picture stays and transparent where it changes.
static byte[] MaskOf(int width, int height, SKRectI change)
{
    using var mask = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    mask.Erase(SKColors.White);
    mask.Erase(SKColors.Transparent, change);
    return mask.Encode(SKEncodedImageFormat.Png, 100).ToArray();
}
