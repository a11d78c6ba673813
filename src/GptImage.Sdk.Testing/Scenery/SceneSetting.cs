namespace GptImage.Sdk.Testing;

/// <summary>Where and when a scene is, from its words.</summary>
internal sealed record SceneSetting(Setting Place, Daytime Time)
{
    private static readonly string[] RoomWords =
    [
        "kitchen", "room", "indoors", "inside", "table", "desk", "library", "stairs", "staircase", "sofa", "bed", "bedroom", "lamp",
        "attic", "office", "classroom", "hall", "door", "mug", "cup", "glass",
    ];

    private static readonly string[] SeaWords =
    [
        "sea", "ocean", "beach", "pier", "harbour", "harbor", "dock", "quay", "ship", "ships", "boat", "boats", "sailboat", "ferry",
        "lighthouse", "coast", "cliff", "island", "waves", "river", "lake", "bay", "shore", "water", "rocks",
    ];

    private static readonly string[] CityWords =
    [
        "street", "city", "town", "market", "bakery", "cobblestones", "square", "skyline", "alley", "taxi", "shop", "café", "cafe", "roofs",
        "station", "car",
    ];

    private static readonly string[] HillWords =
        ["hill", "hills", "mountain", "mountains", "meadow", "field", "forest", "wood", "valley", "garden", "park", "peak", "alps"];

    /// <summary>Gets the words of the scene.</summary>
    public required WordList Words { get; init; }

    /// <summary>Gets whether the scene names its place, so that it is not chance.</summary>
    public bool IsNamed { get; private init; }

    public static SceneSetting Read(PromptReading prompt, SeededRandom chance)
    {
        var words = new WordList(prompt.Scene + " . " + prompt.Camera);
        Setting? named = prompt.IsPlain ? Setting.Plain
            : words.Has(RoomWords) ? Setting.Room
            : words.Has(SeaWords) ? Setting.Sea
            : words.Has(CityWords) ? Setting.City
            : words.Has(HillWords) ? Setting.Hills
            : null;
        Setting open = chance.Next() < 0.7f ? Setting.Hills : Setting.Sea;
        return new SceneSetting(named ?? open, TimeOf(words)) { Words = words, IsNamed = named is not null };
    }

    private static Daytime TimeOf(WordList words) => words switch
    {
        _ when words.Has("night", "midnight", "moon", "moonlight", "stars", "dark") => Daytime.Night,
        _ when words.Has("dawn", "sunrise", "morning") => Daytime.Dawn,
        _ when words.Has("dusk", "sunset", "evening") => Daytime.Dusk,
        _ => Daytime.Day,
    };
}
