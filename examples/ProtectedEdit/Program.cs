using GptImage.Sdk;
using GptImage.Sdk.Imaging;
using GptImage.Sdk.Testing;
using SkiaSharp;

// One region of a picture changes, the rest stays to the pixel:
//   dotnet run --project examples/ProtectedEdit [-- --live] [--out DIR] [--image FILE]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/protected-edit");
string? file = args.SkipWhile(arg => arg != "--image").Skip(1).FirstOrDefault();
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start(new FakeGptImageServiceOptions { EditDrift = true });
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

// A size the service does not make: the edit pads it to 1376x928 and takes it off again.
ImageInput image = file is null ? ImageInput.FromBytes(Kitchen(1371, 917)) : ImageInput.FromFile(file);
using MaskBuilder mask = MaskBuilder.For(image).Ellipse(0.56, 0.33, 0.28, 0.5, ImageUnit.Fractions).Grow(0.01, ImageUnit.Fractions);
ProtectedEditResult result = await client.EditProtectedAsync(new ProtectedEdit(image, "Replace the jug by a vase with tulips", mask) { Quality = ImageQuality.Low });

Console.WriteLine($"{result.Fit}");
Console.WriteLine($"drift of the service: {result.Drift}");
SavedDerivative saved = await result.SaveAsync(Path.Combine(folder, "kitchen-edited"), overwrite: true);
var before = new GeneratedImage(ImageNormaliser.Normalise(image).Bytes);
var gallery = new ImageGallery("One region changes, the rest stays to the pixel");
gallery.Add(new GalleryEntry(await before.SaveAsync(Path.Combine(folder, "1-before"), overwrite: true)) { Caption = "Before" });
gallery.Add(new GalleryEntry(await mask.Preview().SaveAsync(Path.Combine(folder, "2-mask"), overwrite: true)) { Caption = "What may change" });
gallery.Add(new GalleryEntry(saved.Path) { Caption = "After: the original's pixels outside the seam", Facts = [.. result.Operations.Select((operation, index) => new KeyValuePair<string, string>($"step {index + 1}", operation))] });
gallery.Add(new GalleryEntry(saved.OriginalPath!) { Caption = "As the service sent it", Facts = [new("drift", result.Drift.ToString()), new("canvas", result.Fit.ToString()), new("request", result.RequestId ?? "")] });
gallery.Add(new GalleryEntry(await result.Drift.CreateHeatMap().SaveAsync(Path.Combine(folder, "3-drift"), overwrite: true)) { Caption = "Where the service's picture drifted" });
gallery.Add(new GalleryEntry(await ContactSheet.BeforeAfter(image, result.Image.ToInput()).SaveAsync(Path.Combine(folder, "4-before-after"), overwrite: true)) { Caption = "Before and after" });
Console.WriteLine(await gallery.SaveAsync(Path.Combine(folder, "index.html")));

// A kitchen still life with the grain of a photograph, drawn here so that the example needs no file.
static byte[] Kitchen(int width, int height)
{
    using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
    using var canvas = new SKCanvas(bitmap);
    using var paint = new SKPaint { IsAntialias = true };
    using SKShader wall = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(width, height), [new SKColor(0xF2, 0xE6, 0xD0), new SKColor(0xC9, 0xA9, 0x86)], SKShaderTileMode.Clamp);
    paint.Shader = wall;
    canvas.DrawRect(0, 0, width, height, paint);
    paint.Shader = null;
    for (int x = 0; x < width; x += width / 12)
    {
        paint.Color = new SKColor(0xB8, 0xD0, 0xD2, (byte)(90 + (x * 7 % 60)));
        canvas.DrawRect(x + 3, 0, (width / 12) - 6, height * 0.3f, paint);
    }

    paint.Color = new SKColor(0x7A, 0x4E, 0x2E);
    canvas.DrawRect(0, height * 0.72f, width, height * 0.28f, paint);
    paint.Color = new SKColor(0xC2, 0x3B, 0x2E);
    canvas.DrawCircle(width * 0.2f, height * 0.66f, height * 0.1f, paint);
    paint.Color = new SKColor(0xE2, 0x9A, 0x2C);
    canvas.DrawCircle(width * 0.33f, height * 0.68f, height * 0.085f, paint);
    paint.Color = new SKColor(0x3E, 0x6C, 0x96);
    canvas.DrawRoundRect(new SKRect(width * 0.62f, height * 0.4f, width * 0.78f, height * 0.78f), 60, 90, paint);
    paint.Style = SKPaintStyle.Stroke;
    paint.StrokeWidth = width * 0.018f;
    canvas.DrawOval(width * 0.79f, height * 0.55f, width * 0.04f, height * 0.1f, paint);
    using SKShader grain = SKShader.CreatePerlinNoiseTurbulence(0.8f, 0.8f, 2, 7);
    using var film = new SKPaint { Shader = grain, BlendMode = SKBlendMode.SoftLight, Color = SKColors.Black.WithAlpha(70) };
    canvas.DrawRect(0, 0, width, height, film);
    return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
}
