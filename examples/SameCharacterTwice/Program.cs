using GptImage.Sdk;
using GptImage.Sdk.Testing;

// The same girl in two pictures, anchored on one reference:
//   dotnet run --project examples/SameCharacterTwice [-- --live] [--out DIR]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/same-character-twice");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

var description = new Character("Mia")
{
    Appearance = "ten-year-old girl, round face, green eyes, short black hair",
    Outfit = "yellow raincoat, red boots",
    Proportions = "four heads tall",
};

// The anchor: one clean picture of the whole figure. Every later picture is made from it, never from another.
ImageResult anchor = await client.GenerateAsync(new TextToImageRequest(
    $"Character sheet, full figure on a plain background: {description.Appearance}; {description.Outfit}; {description.Proportions}")
{
    Size = ImageSize.Portrait,
    Quality = ImageQuality.Low,
});
Character mia = description with { References = [anchor.Image.ToInput().As(ReferenceRole.FullBody)] };

foreach (string scene in (string[])["Mia waves from the pier", "Mia reads under a lamp"])
{
    ImageResult panel = await client.GenerateAsync(new CharacterReferenceRequest(scene, mia)
    {
        Size = ImageSize.Landscape,
        Quality = ImageQuality.Low,
    });
    string name = scene.ToLowerInvariant().Replace(' ', '-');
    string path = await panel.Image.SaveAsync(Path.Combine(folder, name), overwrite: true);
    Console.WriteLine($"{path}: {panel.Image.PixelSize}, {panel.Usage?.TotalTokens} tokens, request {panel.RequestId}");
}
