using System.Globalization;
using GptImage.Sdk;
using GptImage.Sdk.ServiceTests;

// A job, a story or a conversation in a process of its own, for tests that kill it: "job", "single" (one picture each), the strategy
// of the story, "talk", "files" (pictures that are all saved under one name), or "batch" (with the event at which it kills itself in
// the place of the images a minute), address, folder,
// number of requests, requests at once, whether to repeat what may have been bought, images a minute (0: no limit).
if (args[0] == "batch")
{
    using KillingHandler handler = new(int.Parse(args[6], CultureInfo.InvariantCulture));
    using GptImageClient batchClient = new(
        new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = new Uri(args[1]) }, handler);
    Console.WriteLine(await KilledBatch.RunAsync(batchClient, args[2]));
    return;
}

int imagesPerMinute = int.Parse(args[6], CultureInfo.InvariantCulture);
using ImageRateLimiter? limiter = imagesPerMinute == 0
    ? null
    : new ImageRateLimiter(new ImageRateLimiterOptions { ImagesPerMinute = imagesPerMinute });
using GptImageClient client = new(new GptImageClientOptions
{
    ApiKey = "sk-test",
    BaseAddress = new Uri(args[1]),
    ImageRateLimiter = limiter,
});
string folder = args[2];
int count = int.Parse(args[3], CultureInfo.InvariantCulture);
int concurrency = int.Parse(args[4], CultureInfo.InvariantCulture);
bool repeat = bool.Parse(args[5]);
if (args[0] is "job" or "single")
{
    ImageJobReport report = await client.RunAsync(
        Enumerable.Range(0, count).Select(number => new TextToImageRequest($"Picture {number}")
        {
            Count = args[0] == "single" ? 1 : 1 + (number % 2),
        }),
        new ImageJobOptions { OutputDirectory = folder, MaxConcurrency = concurrency, RepeatPossiblyCharged = repeat });
    Console.WriteLine(report);
    return;
}

if (args[0] == "files")
{
    for (int number = 0; number < count; number++)
    {
        ImageResult result = await client.GenerateAsync(new TextToImageRequest($"Picture {number}"));
        Console.WriteLine(await result.Image.SaveAsync(Path.Combine(folder, "poster")));
    }

    return;
}

if (args[0] == "talk")
{
    (ImageConversation? talk, _) = await KilledTalk.GoOnAsync(client, folder, repeat, CancellationToken.None);
    Console.WriteLine(talk?.Turns.Count);
    return;
}

await foreach (StoryboardFrame frame in client.RenderAsync(
    KilledStory.Create(),
    new StoryboardOptions
    {
        OutputDirectory = folder,
        MaxConcurrency = concurrency,
        RepeatPossiblyCharged = repeat,
        Strategy = Enum.Parse<StoryboardStrategy>(args[0]),
    }))
{
    Console.WriteLine(frame);
}
