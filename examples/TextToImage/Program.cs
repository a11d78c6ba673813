using GptImage.Sdk;
using GptImage.Sdk.Testing;

// A picture from words, with a text that must be exact:
//   dotnet run --project examples/TextToImage [-- --live] [--out DIR]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/text-to-image");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

var request = new TextToImageRequest("A bakery window at dawn, warm light, wet cobblestones")
{
    Size = ImageSize.FromAspectRatio(16, 9, Resolution.TwoK),
    Quality = ImageQuality.Medium,
    Text = [new TextElement("Café Lumière") { Placement = "hand-painted sign above the door", Language = "fr" }],
};

RequestPlan plan = client.Explain(request);
Console.WriteLine($"It will cost {plan.Cost}.");

ImageResult poster = await client.GenerateAsync(request);
string path = await poster.Image.SaveAsync(Path.Combine(folder, "bakery"), overwrite: true);

Console.WriteLine($"{path}: {poster.Image.PixelSize}, {poster.Usage?.TotalTokens} tokens, request {poster.RequestId}");
