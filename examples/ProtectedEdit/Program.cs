using GptImage.Sdk;
using GptImage.Sdk.Imaging;
using GptImage.Sdk.Testing;

// One region of a picture changes, the rest stays to the pixel:
//   dotnet run --project examples/ProtectedEdit [-- --live] [--out DIR] [--image FILE]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/protected-edit");
string? file = args.SkipWhile(arg => arg != "--image").Skip(1).FirstOrDefault();

// The fake does what the real service does: it changes what it should keep, and the size.
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start(new FakeGptImageServiceOptions { EditDrift = true, EditResize = true, ContentCredentials = true });
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

// A size the service does not make: the edit pads it to 1376x928 and takes it off again.
ImageInput kitchen = file is null ? ImageInput.FromBytes(Kitchen.Draw(1371, 917)) : ImageInput.FromFile(file);
using MaskBuilder panes = MaskBuilder.For(kitchen)
    .Rectangle(0.345, 0.12, 0.15, 0.44, ImageUnit.Fractions)
    .Rectangle(0.505, 0.12, 0.15, 0.44, ImageUnit.Fractions);
string preview = await panes.Preview().SaveAsync(Path.Combine(folder, "2-mask"), overwrite: true);

ProtectedEditResult result = await client.EditProtectedAsync(new ProtectedEdit(kitchen, "Let the window look out on the mountains", panes)
{
    Quality = ImageQuality.Low,
});
Console.WriteLine(result.Drift);

SavedDerivative saved = await result.SaveAsync(Path.Combine(folder, "3-after"), overwrite: true);

string before = await new GeneratedImage(ImageNormaliser.Normalise(kitchen).Bytes)
    .SaveAsync(Path.Combine(folder, "1-before"), overwrite: true);
string heat = await result.Drift.CreateHeatMap().SaveAsync(Path.Combine(folder, "4-drift"), overwrite: true);
string both = await ContactSheet.BeforeAfter(kitchen, result.Image.ToInput())
    .SaveAsync(Path.Combine(folder, "5-before-after"), overwrite: true);
var gallery = new ImageGallery("One region changes, the rest stays to the pixel");
gallery.Add(new GalleryEntry(before) { Caption = "Before" });
gallery.Add(new GalleryEntry(preview) { Caption = "What may change" });
gallery.Add(new GalleryEntry(saved.OriginalPath!)
{
    Caption = "As the service sent it",
    Facts = [new("size", $"{result.ServiceImage.PixelSize}"), new("canvas", $"{result.Fit}"), new("request", result.RequestId ?? "")],
});
gallery.Add(new GalleryEntry(heat)
{
    Caption = "What it changed outside the panes",
    Facts =
        [new("changed", $"{result.Drift.ChangedShare:P0} of what should have stayed"),
        new("mean", $"{result.Drift.MeanDifference:F2} of 255 levels"), new("SSIM", $"{result.Drift.Ssim:F3}")],
});
gallery.Add(new GalleryEntry(saved.Path)
{
    Caption = "After: outside the panes, the original's pixels",
    Facts = [new("changed", "nothing beyond the seam"), new("receipt", Path.GetFileName(saved.ReceiptPath!))],
});
gallery.Add(new GalleryEntry(both)
{
    Caption = "Before and after",
    Facts = [.. result.Operations.Select((operation, index) => new KeyValuePair<string, string>($"step {index + 1}", operation))],
});
Console.WriteLine(await gallery.SaveAsync(Path.Combine(folder, "index.html")));
