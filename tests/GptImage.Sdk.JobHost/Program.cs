using System.Globalization;
using GptImage.Sdk;

// A job in a process of its own, for tests that kill it: address, folder, number of requests, requests at once, whether to repeat what may have been bought.
using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = new Uri(args[0]) });
int count = int.Parse(args[2], CultureInfo.InvariantCulture);
ImageJobReport report = await client.RunAsync(
    Enumerable.Range(0, count).Select(number => new TextToImageRequest($"Picture {number}") { Count = 1 + (number % 2) }),
    new ImageJobOptions { OutputDirectory = args[1], MaxConcurrency = int.Parse(args[3], CultureInfo.InvariantCulture), RepeatPossiblyCharged = bool.Parse(args[4]) });
Console.WriteLine(report);
