using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Reads how a figure looks from the words of its description. What they leave open its name decides, always the same.</summary>
internal static class LookWords
{
    private static readonly string[] Tops =
    [
        "sweater", "jumper", "pullover", "shirt", "tshirt", "blouse", "hoodie", "vest", "waistcoat", "tunic", "cardigan", "top", "uniform",
        "overalls", "dungarees", "apron", "armour", "armor", "spacesuit", "suit",
    ];

    private static readonly string[] Coats = ["raincoat", "coat", "jacket", "cloak", "cape", "parka", "anorak", "robe", "mantle"];
    private static readonly string[] Dresses = ["dress", "gown", "kimono", "frock"];
    private static readonly string[] Legs = ["trousers", "pants", "jeans", "shorts", "leggings", "tights", "skirt", "breeches"];
    private static readonly string[] Shoes = ["boots", "shoes", "sneakers", "sandals", "wellingtons", "trainers", "slippers", "clogs"];
    private static readonly string[] Hats = ["cap", "hat", "beanie", "helmet", "beret", "hood", "crown", "headscarf", "bonnet"];
    private static readonly string[] Brims = ["cap", "hat", "beret"];
    private static readonly string[] Children = ["girl", "boy", "child", "kid"];
    private static readonly string[] Women = ["girl", "woman", "lady", "princess", "queen", "witch", "grandmother", "mother", "she", "her"];

    private static readonly Dictionary<string, string> Animals = new(StringComparer.Ordinal)
    { ["cat"] = "cat", ["kitten"] = "cat", ["dog"] = "dog", ["puppy"] = "dog", ["fox"] = "dog", ["wolf"] = "dog" };

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
    };

    private static readonly SKColor[] SkinTones =
        [new(0xF6, 0xD0, 0xB1), new(0xEC, 0xBC, 0x96), new(0xD3, 0x9C, 0x72), new(0xA8, 0x72, 0x4E), new(0x7C, 0x50, 0x38)];

    private static readonly SKColor[] HairTones =
        [new(0x2E, 0x2B, 0x36), new(0x6A, 0x44, 0x2C), new(0x8A, 0x3F, 0x26), new(0xE8, 0xC8, 0x72), new(0x43, 0x2E, 0x28)];

    private static readonly SKColor[] Cloth =
    [
        new(0x34, 0x6F, 0xC9), new(0x3F, 0x9A, 0x55), new(0xD2, 0x3B, 0x32), new(0x7A, 0x45, 0xA8), new(0x1F, 0x86, 0x86),
        new(0xEC, 0x86, 0x2C), new(0x8D, 0x91, 0x9B), new(0x27, 0x3A, 0x68),
    ];

    public static FigureLook Read(CastMember member)
    {
        var words = new WordList(member.Description + " . " + member.NewOutfit);
        var chance = new SeededRandom(member.Name, 0);
        SKColor tone = HairTones[chance.Below(HairTones.Length)];
        SKColor? beard = Color(words, ColorWords.Hair, "beard", "moustache", "mustache");
        SKColor hair = Color(words, ColorWords.Hair, "hair", "haired", "curls", "braids", "plaits", "ponytail") ?? beard
            ?? (IsAged(words) ? ColorWords.Hair["grey"] : tone);
        SKColor skin = Color(words, ColorWords.Skin, "skin", "skinned", "complexion") ?? SkinTones[chance.Below(SkinTones.Length)];
        SKColor top = Cloth[chance.Below(Cloth.Length)];
        SKColor legs = Cloth[chance.Below(Cloth.Length)];
        bool isChild = words.Has(Children);
        bool isDressed = words.Has(Dresses);
        return new FigureLook
        {
            Hair = hair,
            Skin = skin,
            Top = Color(words, ColorWords.Things, [.. Coats, .. Dresses, .. Tops]) ?? top,
            Legs = Color(words, ColorWords.Things, Legs) ?? (words.Has("jeans") ? ColorWords.Things["blue"] : legs == top ? hair : legs),
            Shoes = Color(words, ColorWords.Things, Shoes) ?? ColorWords.Things["brown"],
            Hat = words.Has(Hats) ? Color(words, ColorWords.Things, Hats) ?? ColorWords.Things["grey"] : null,
            Beard = words.Has("beard", "bearded", "moustache", "mustache") ? beard ?? hair : null,
            Eyes = Color(words, ColorWords.Things, "eyes", "eyed") ?? ColorWords.Things["black"],
            HairStyle = StyleOf(words),
            Garment = isDressed ? Garment.Dress : words.Has(Coats) ? Garment.Coat : Garment.Shirt,
            HasBoots = words.Has("boots", "wellingtons"),
            HasSkirt = words.Has("skirt"),
            HasBrim = words.Has(Brims),
            HasGlasses = words.Has("glasses", "spectacles"),
            Heads = HeadsOf(words, isChild),
            Girth = words.Has("stout", "plump", "chubby", "sturdy", "burly", "broad", "heavy") ? 1.25f
                : words.Has("slim", "slender", "thin", "lanky", "lean") ? 0.85f : 1,
            Animal = words.Has("girl", "boy", "woman", "man", "person") ? null : AnimalOf(words),
        };
    }

    /// <summary>Tells whether words name what is worn above the legs; <see langword="false"/> leaves it to the pictures.</summary>
    public static bool NameTop(string text) => new WordList(text).Has([.. Coats, .. Dresses, .. Tops]);

    public static bool NameLegs(string text) => new WordList(text).Has(Legs);

    public static bool NameShoes(string text) => new WordList(text).Has(Shoes);

    /// <summary>Tells an old man from a ten-year-old girl.</summary>
    private static bool IsAged(WordList words)
    {
        int old = words.Find("old", "elderly");
        return old >= 0 && words[old - 1] is not ("year" or "years");
    }

    private static SKColor? Color(WordList words, IReadOnlyDictionary<string, SKColor> table, params ReadOnlySpan<string> nouns)
    {
        for (int index = 0; index < words.Count; index++)
        {
            if (nouns.Contains(words[index]) && words.Near(index, table) is { } color)
            {
                return color;
            }
        }

        return null;
    }

    private static HairStyle StyleOf(WordList words)
    {
        if (words.Has("bald"))
        {
            return HairStyle.Bald;
        }

        if (words.Has("braids", "braid", "plaits", "pigtails"))
        {
            return HairStyle.Braids;
        }

        if (words.Has("curly", "curls", "afro"))
        {
            return HairStyle.Curly;
        }

        return words.Has("long", "ponytail") || (words.Has(Women) && !words.Has("short", "bob")) ? HairStyle.Long : HairStyle.Short;
    }

    private static float HeadsOf(WordList words, bool isChild)
    {
        int heads = words.Find("heads", "head");
        if (heads > 0 && words[heads + 1] is "tall" or "high" && Number(words[heads - 1]) is { } told)
        {
            return Math.Clamp(told, 2.5f, 8);
        }

        if (words.Has("baby", "toddler"))
        {
            return 3.2f;
        }

        int year = words.Find("year", "years");
        bool isGrown = year > 0 && Number(words[year - 1]) is > 15;
        return (isChild && !isGrown ? 4.5f : 6.3f) + (words.Has("tall") ? 0.5f : 0);
    }

    private static int? Number(string word) =>
        Numbers.TryGetValue(word, out int number) || int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? number
            : null;

    private static string? AnimalOf(WordList words)
    {
        int animal = words.Find([.. Animals.Keys]);
        return animal < 0 ? null : Animals[words[animal]];
    }
}
