using GptImage.Sdk;
using GptImage.Sdk.Testing;

// A picture made turn by turn, with a branch and a way back; run again, it buys nothing that is finished:
//   dotnet run --project examples/Conversation [-- --live] [--out DIR]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/conversation");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

ImageConversation talk = client.StartConversation(
    new ConversationOptions { Size = ImageSize.Landscape, Quality = ImageQuality.Low, OutputDirectory = Path.Combine(folder, "pictures") });
Console.WriteLine($"The first turn will cost {talk.Explain("A harbour with fishing boats at dawn").Cost}.");
ConversationTurn harbour = await talk.SayAsync("A harbour with fishing boats at dawn");
await talk.SayAsync("Make it night");
await talk.SayAsync("Add a cat on the pier");

// Another branch goes on from the first picture; this one stays where it is.
ImageConversation other = talk.From(harbour);
await other.SayAsync(new TurnRequest("Put up a sign at the quay") { Text = [new TextElement("Fresh fish")] });
await other.SayAsync("Let it rain");

// Every change redraws the picture. From the third in a row on there is a warning, and a way out.
ConversationTurn drifting = await talk.SayAsync("Light the lamps");
foreach (Finding warning in drifting.Warnings)
{
    Console.WriteLine(warning.Message);
}

await talk.RebaseAsync();

string saved = await talk.SaveAsync(Path.Combine(folder, "harbour.talk.json"));
talk = await ImageConversation.LoadAsync(client, saved);
Console.WriteLine($"{talk.Turns.Count} turns cost {talk.Spent:0.0000} USD; the current one is {talk.Current}.");

ImageGallery page = new("A harbour, turn by turn") { Description = "Each picture changes the one before it on its way." };
ConversationTurn? shown = null;
foreach (ConversationTurn turn in talk.Turns.OrderBy(PathTo, StringComparer.Ordinal))
{
    string caption = turn.Prompt.Split('\n')[0];
    page.Add(new GalleryEntry(turn.File!.Path)
    {
        Caption = turn.Parent is null && turn.Number > 1 ? $"{turn.Number}. All changes at once" : $"{turn.Number}. {caption}",
        Section = turn.Parent is null ? $"Drawn from words by turn {turn.Number}"
            : turn.Parent != shown ? $"Another branch, from turn {turn.Parent.Number}"
            : null,
        Facts =
        [
            new("Prompt", turn.Prompt),
            new("Way", PathTo(turn)),
            new("Cost", FormattableString.Invariant($"{turn.Cost:0.0000} USD")),
        ],
    });
    shown = turn;
}

Console.WriteLine($"Open {await page.SaveAsync(Path.Combine(folder, "index.html"))}");

// The numbers of the turns that lead to one, so that branches stand together.
static string PathTo(ConversationTurn turn) =>
    turn.Parent is { } parent ? $"{PathTo(parent)} → {turn.Number}" : $"{turn.Number}";
