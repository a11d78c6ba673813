using GptImage.Sdk;

// 30 pictures at half the price, by two runs of this program: one submits them and ends, another collects them and makes a page.
//   dotnet run --project examples/FakeService                                 (in a terminal of its own, unless --live)
//   dotnet run --project examples/Batch -- submit [--live] [--fake URL] [--out DIR]
//   dotnet run --project examples/Batch -- collect [--live] [--fake URL] [--out DIR]
bool live = args.Contains("--live");
string folder = ValueOf("--out", "out/batch");
using GptImageClient client = live
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions
    {
        ApiKey = "sk-fake",
        BaseAddress = new Uri(ValueOf("--fake", "http://127.0.0.1:5005/v1")),
    });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

if (args.Contains("submit"))
{
    string[] places = ["A harbour", "A lighthouse on a cliff", "A village street", "A mountain lake", "A city square", "A forest path"];
    string[] times = ["at dawn", "at noon", "in the rain", "at sunset", "at night"];
    TextToImageRequest[] requests = [.. places.SelectMany(place => times.Select(time => new TextToImageRequest($"{place} {time}")
    {
        Size = ImageSize.Landscape,
        Quality = ImageQuality.Low,
    }))];
    Console.WriteLine($"{requests.Length} pictures will cost {client.ExplainBatch(requests).Cost}.");
    ImageBatch batch = await client.SubmitBatchAsync(requests, new ImageBatchOptions { OutputDirectory = folder, SpendLimit = 2m });
    Console.WriteLine($"Submitted: {batch}. Collect it within a day; this program may end now.");
    return 0;
}

ImageJobReport report = await client.CollectBatchAsync(folder, new Progress<ImageJobProgress>(step =>
    Console.WriteLine($"{step.Done} of {step.Total}, time left: {step.TimeLeft}")));
Console.WriteLine(report);

var gallery = new ImageGallery("Thirty pictures at half the price");
foreach (ImageJobEntry entry in report.Entries)
{
    gallery.Add((entry.Files.Count > 0 ? new GalleryEntry(entry.Files[0].Path) : GalleryEntry.WithoutPicture(entry.ErrorMessage ?? "")) with
    {
        Caption = entry.Request.Prompt,
        Facts = [new("Cost", FormattableString.Invariant($"{entry.Cost:0.0000} USD"))],
    });
}

Console.WriteLine($"Open {await gallery.SaveAsync(Path.Combine(folder, "index.html"))}");
return report.IsComplete ? 0 : 1;

string ValueOf(string name, string usual) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault(usual);
