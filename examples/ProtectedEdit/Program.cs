using GptImage.Sdk;
using GptImage.Sdk.Imaging;
using GptImage.Sdk.Testing;

// One region of a picture changes, the rest stays to the pixel:
//   dotnet run --project examples/ProtectedEdit [-- --live] [--out DIR] [--image FILE]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/protected-edit");
string? file = args.SkipWhile(arg => arg != "--image").Skip(1).FirstOrDefault();

// The fake does what the real service does: it changes what it should keep, and the size.
var drifting = new FakeGptImageServiceOptions { EditDrift = true, EditResize = true, ContentCredentials = true };
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start(drifting);
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

// A size the service does not make: the edit pads it to 1376x928 and takes it off again.
ImageInput kitchen = file is null ? ImageInput.FromBytes(Kitchen.Draw(1371, 917)) : ImageInput.FromFile(file);
using MaskBuilder panes = MaskBuilder.For(kitchen)
    .Rectangle(0.345, 0.12, 0.15, 0.44, ImageUnit.Fractions)
    .Rectangle(0.505, 0.12, 0.15, 0.44, ImageUnit.Fractions);

var edit = new ProtectedEdit(kitchen, "Let the window look out on the mountains", panes) { Quality = ImageQuality.Low };
ProtectedEditResult result = await client.EditProtectedAsync(edit);
Console.WriteLine(result.Drift);

// The picture with the service's signed one and a receipt beside it, and a page for a person to look at.
SavedDerivative saved = await result.SaveAsync(Path.Combine(folder, "kitchen"), overwrite: true);
Console.WriteLine($"{saved.Path}, signed: {saved.OriginalPath}, receipt: {saved.ReceiptPath}");
Console.WriteLine(await result.SavePageAsync(edit, Path.Combine(folder, "page")));
GeneratedImage both = ContactSheet.BeforeAfter(kitchen, result.Image.ToInput());
Console.WriteLine(await both.SaveAsync(Path.Combine(folder, "before-after"), overwrite: true));
