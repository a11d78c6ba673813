using GptImage.Sdk;
using GptImage.Sdk.Testing;
using SkiaSharp;

// All three kinds of request, and a page that shows what they made:
//   dotnet run --project examples/Quickstart [-- --live] [--out DIR]
bool live = args.Contains("--live");
if (live && string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OPENAI_API_KEY")))
{
    await Console.Error.WriteLineAsync("--live asks the real service and needs a key in the environment variable OPENAI_API_KEY.");
    return 2;
}

string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/quickstart");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live
    ? "This is the real service: it costs money."
    : "This is the fake service, running in this program: nothing is paid, and the pictures are drawn by a test double.");

var gallery = new ImageGallery("GptImage.Sdk quickstart");
var rows = new List<(string File, ImageResult Result)>();

// 1. Text-to-image: a 4K poster with two texts that must be exact.
ImageResult poster =
    await MakeAsync("poster", "Text-to-image: a 4K poster",
    new TextToImageRequest("A travel poster of a lighthouse on a cliff at dawn, calm sea")
    {
        Size = ImageSize.FromAspectRatio(16, 9, Resolution.FourK),
        Quality = ImageQuality.Low,
        Text =
    [
        new TextElement("Île de Lumière") { Placement = "large, across the sky", Language = "fr" },
        new TextElement("Ferries daily at 7:30") { Placement = "small, along the bottom edge", Language = "en" },
    ],
    });

// 2. Image-to-image: change the part of the poster where the mask is transparent.
await MakeAsync(
    "poster-with-ship", "Image-to-image: a ship within the mask",
    new ImageToImageRequest("A red sailing ship on the sea", poster.Image.ToInput())
    {
        Mask = ImageInput.FromBytes(MaskOf(poster.Image, new SKRect(0.55f, 0.45f, 0.9f, 0.8f))),
        Size = poster.Image.PixelSize ?? ImageSize.Auto,
        Quality = ImageQuality.Low,
    });

// 3. Character-reference: a girl from a description, then four frames with her.
var mia = new Character("Mia")
{
    Appearance = "ten-year-old girl, round face, green eyes, short black hair",
    Outfit = "yellow raincoat, red boots",
    Proportions = "four heads tall",
};
ImageResult anchor = await MakeAsync("mia", "The anchor of the character", new TextToImageRequest(
    $"Character sheet of one person, full figure, neutral pose, plain background: {mia.Appearance}; {mia.Outfit}; {mia.Proportions}")
{
    Size = ImageSize.Portrait,
    Quality = ImageQuality.Low,
});
mia = mia with { References = [anchor.Image.ToInput().As(ReferenceRole.FullBody)] };
string[] story =
    ["Mia finds a lantern on the beach", "Mia climbs the stairs of the lighthouse", "Mia lights the lamp", "Mia waves to a ship"];
for (int i = 0; i < story.Length; i++)
{
    await MakeAsync($"story-{i + 1}", $"Character-reference: frame {i + 1}", new CharacterReferenceRequest(story[i], mia)
    {
        Size = ImageSize.Landscape,
        Quality = ImageQuality.Low,
    });
}

string page = await gallery.SaveAsync(Path.Combine(folder, "index.html"));
Console.WriteLine($"{"file",-22} {"format",-6} {"pixels",-10} {"bytes",10}  request id");
foreach ((string file, ImageResult result) in rows)
{
    Console.WriteLine(
        $"{Path.GetFileName(file),-22} {result.Image.Format,-6} {result.Image.PixelSize,-10} {new FileInfo(file).Length,10}  "
        + $"{result.RequestId}");
}

Console.WriteLine($"Open {page}");
return rows.TrueForAll(row => Decodes(row.File)) ? 0 : 1;

async Task<ImageResult> MakeAsync(string name, string caption, ImageRequest request)
{
    RequestPlan plan = client.Explain(request);
    Console.WriteLine($"{name}: asking {plan.Model} for {request.Count} picture of {request.Size}, about {plan.Cost}");
    ImageResult result = await client.GenerateAsync(request);
    string file = await result.Image.SaveAsync(Path.Combine(folder, name), overwrite: true);
    rows.Add((file, result));
    gallery.Add(new GalleryEntry(file)
    {
        Caption = caption,
        AlternativeText = request.Prompt,
        Facts =
        [
            new("Prompt", plan.Prompt),
            new("Size", $"{result.Image.PixelSize}"),
            new("Usage",
                $"{result.Usage?.InputTokens} tokens in, {result.Usage?.OutputTokens} out, {result.Usage?.Cost(plan.Model):0.0000} USD "
                + "at list price"),
            new("Request id", result.RequestId ?? ""),
        ],
    });
    return result;
}

// A mask is opaque where the picture stays and transparent where it changes.
static byte[] MaskOf(GeneratedImage image, SKRect change)
{
    ImageSize size = image.PixelSize ?? throw new InvalidOperationException("The picture has no size in pixels.");
    using var mask = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    mask.Erase(SKColors.White);
    mask.Erase(
        SKColors.Transparent,
        SKRectI.Round(
            SKRect.Create(change.Left * size.Width, change.Top * size.Height, change.Width * size.Width, change.Height * size.Height)));
    return mask.Encode(SKEncodedImageFormat.Png, 100).ToArray();
}

static bool Decodes(string file)
{
    using SKBitmap? picture = SKBitmap.Decode(file);
    return picture is { Width: > 0, Height: > 0 };
}
