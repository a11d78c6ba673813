namespace GptImage.Sdk.Testing;

/// <summary>Where and when a scene is, from its words.</summary>
internal sealed record SceneSetting(Setting Place, Daytime Time)
{
    /// <summary>The words for places: the first of them in a scene decides.</summary>
    private static readonly Dictionary<Setting, string[]> Places = new()
    {
        [Setting.Room] =
        [
            "kitchen", "room", "indoors", "inside", "table", "desk", "library", "stairs", "staircase", "sofa", "bed", "bedroom", "attic",
            "office", "classroom", "hall",
        ],
        [Setting.Sea] =
        [
            "sea", "ocean", "beach", "pier", "harbour", "harbor", "dock", "quay", "coast", "cliff", "island", "waves", "river", "lake",
            "bay", "shore", "water", "rocks",
        ],
        [Setting.City] =
        [
            "street", "city", "town", "market", "bakery", "cobblestones", "square", "skyline", "alley", "shop", "café", "cafe", "roofs",
            "station",
        ],
        [Setting.Hills] =
        [
            "hill", "hills", "mountain", "mountains", "meadow", "field", "forest", "wood", "valley", "garden", "park", "peak", "alps",
        ],
    };

    /// <summary>The words for things that have a place of their own, for scenes that name none.</summary>
    private static readonly Dictionary<Setting, string[]> Things = new()
    {
        [Setting.Room] = ["mug", "cup", "glass", "lamp", "door"],
        [Setting.Sea] = ["ship", "ships", "boat", "boats", "sailboat", "ferry", "lighthouse"],
        [Setting.City] = ["car", "taxi"],
    };

    /// <summary>Gets the words of the scene.</summary>
    public required WordList Words { get; init; }

    /// <summary>Gets whether the scene names its place, so that it is not chance.</summary>
    public bool IsNamed { get; private init; }

    public static SceneSetting Read(PromptReading prompt, SeededRandom chance)
    {
        var words = new WordList(prompt.Scene + " . " + prompt.Camera);
        Setting? named = prompt.IsPlain ? Setting.Plain : First(words, Places) ?? First(words, Things);
        Setting open = chance.Next() < 0.7f ? Setting.Hills : Setting.Sea;
        return new SceneSetting(named ?? open, TimeOf(words)) { Words = words, IsNamed = named is not null };
    }

    /// <summary>Gets the place whose word comes first.</summary>
    private static Setting? First(WordList words, Dictionary<Setting, string[]> table)
    {
        (Setting Place, int At)[] found =
            [.. table.Select(place => (place.Key, words.Find(place.Value))).Where(place => place.Item2 >= 0)];
        return found.Length == 0 ? null : found.MinBy(place => place.At).Place;
    }

    private static Daytime TimeOf(WordList words) => words switch
    {
        _ when words.Has("night", "midnight", "moon", "moonlight", "stars", "dark") => Daytime.Night,
        _ when words.Has("dawn", "sunrise", "morning") => Daytime.Dawn,
        _ when words.Has("dusk", "sunset", "evening") => Daytime.Dusk,
        _ => Daytime.Day,
    };
}
