using GptImage.Sdk;
using GptImage.Sdk.Testing;

// A story in six frames with two characters, from nothing; run again, it buys nothing that is finished:
//   dotnet run --project examples/Storyboard [-- --live] [--out DIR]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/storyboard");
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

Character mia = await CastAsync(new Character("Mia")
{
    Appearance = "ten-year-old girl, round face, green eyes, short black hair",
    Outfit = "yellow raincoat, red boots",
    Proportions = "four heads tall",
});
Character tom = await CastAsync(new Character("Tom")
{
    Appearance = "old lighthouse keeper, white beard, kind eyes",
    Outfit = "navy sweater, flat cap",
    Proportions = "seven heads tall",
});

var story = new Storyboard("The lantern")
{
    Style = "soft watercolour with ink outlines",
    Characters = [mia, tom],
    Size = ImageSize.Landscape,
    Quality = ImageQuality.Low,
    Frames =
    [
        new FrameRequest("Mia finds a lantern on the beach") { Characters = ["Mia"], Camera = "wide shot" },
        new FrameRequest("Mia climbs the stairs of the lighthouse") { Characters = ["Mia"], Camera = "from above" },
        new FrameRequest("Tom opens the door to her") { Characters = ["Mia", "Tom"] },
        new FrameRequest("They light the lamp together") { Characters = ["Mia", "Tom"], Camera = "close-up" },
        new FrameRequest("A ship turns away from the rocks") { Characters = [], Camera = "far away, at night" },
        new FrameRequest("Mia and Tom wave from the pier")
        {
            Characters = ["Mia", "Tom"],
            Text = [new TextElement("The end") { Placement = "small, in the lower right corner" }],
        },
    ],
};

Console.WriteLine($"The frames will cost {client.Explain(story).Cost}.");
await foreach (StoryboardFrame frame in client.RenderAsync(story, new StoryboardOptions { OutputDirectory = folder }))
{
    Console.WriteLine($"{frame}: {frame.File?.Path}{(frame.IsFromLedger ? " (made before)" : "")}");
}

Console.WriteLine($"Open {Path.GetFullPath(Path.Combine(folder, "index.html"))}");

// A character is designed once and kept: the anchor, then each view as an edit of the anchor alone.
async Task<Character> CastAsync(Character described)
{
    string saved = Path.Combine(folder, "cast", described.Name);
    if (Directory.Exists(saved))
    {
        return await Character.LoadAsync(saved);
    }

    Character character = await client.DesignCharacterAsync(new CharacterDesign(described) { Quality = ImageQuality.Low });
    await character.SaveAsync(saved);
    return character;
}
