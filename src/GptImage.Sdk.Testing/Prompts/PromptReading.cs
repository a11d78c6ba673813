using System.Globalization;
using System.Text.RegularExpressions;

namespace GptImage.Sdk.Testing;

/// <summary>What a prompt says: the scene without what stands around it, who is in it, what is written, and what each image is.</summary>
internal sealed partial record PromptReading
{
    private static readonly string[] People =
    [
        "girl", "boy", "woman", "man", "child", "kid", "person", "lady", "gentleman", "keeper", "knight", "wizard", "witch", "princess",
        "prince", "king", "queen", "pirate", "astronaut", "sailor", "chef", "baker", "doctor", "farmer", "fisherman", "grandmother",
        "grandfather", "detective", "portrait", "explorer", "dancer", "teacher", "captain",
    ];

    /// <summary>Gets what is to be seen, alone: no labels of images, no exact texts, no rules.</summary>
    public string Scene { get; private init; } = "";

    public IReadOnlyList<CastMember> Cast { get; private init; } = [];

    public IReadOnlyList<PlacedText> Texts { get; private init; } = [];

    /// <summary>Gets what each image is, by its number, as far as the prompt says.</summary>
    public IReadOnlyDictionary<int, string> Labels { get; private init; } = new Dictionary<int, string>();

    public FigureView View { get; private init; }

    /// <summary>Gets the camera's words.</summary>
    public string Camera { get; private init; } = "";

    /// <summary>Gets whether the prompt wants no letters that it does not name.</summary>
    public bool IsFreeOfLettering { get; private init; }

    /// <summary>Gets whether the prompt wants nothing behind its subject.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>Reads a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="isMisspelt">Whether each text gets a wrong letter.</param>
    public static PromptReading Read(string prompt, bool isMisspelt = false)
    {
        string text = prompt.ReplaceLineEndings("\n");
        Dictionary<int, string> labels = Label().Matches(text)
            .GroupBy(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))
            .ToDictionary(group => group.Key, group => group.First().Groups["label"].Value);
        string scene = SceneIn(text);
        IReadOnlyList<CastMember> cast = NamedCast(text);
        cast = cast.Count > 0 ? cast : DesignedCast(text, labels);
        return new PromptReading
        {
            Scene = scene,
            Cast = cast.Count > 0 ? cast : CastOfWords(scene),
            Texts = isMisspelt ? [.. QuotedTexts.In(text).Select(Misspelling.Misspell)] : QuotedTexts.In(text),
            Labels = labels,
            View = ViewIn(text),
            Camera = Camera_().Match(text).Groups["camera"].Value,
            IsFreeOfLettering = NoLetters().IsMatch(text),
            IsPlain = PlainGround().IsMatch(text),
        };
    }

    private static string SceneIn(string text)
    {
        int start = text.IndexOf("\nScene:\n", StringComparison.Ordinal);
        string scene = start < 0 ? text : text[(start + "\nScene:\n".Length)..];
        IEnumerable<string> kept = scene.Split('\n')
            .TakeWhile(line => !IsRule(line))
            .Where(line => !Label().IsMatch(line) && !line.StartsWith("Camera: ", StringComparison.Ordinal)
                && !line.StartsWith("Style: ", StringComparison.Ordinal));
        return string.Join('\n', kept.Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    private static bool IsRule(string line) =>
        line.StartsWith("Write these texts in the picture exactly", StringComparison.Ordinal)
        || line.StartsWith("Never change:", StringComparison.Ordinal)
        || line.StartsWith("Change only this.", StringComparison.Ordinal)
        || line.StartsWith("Keep these parts of the picture", StringComparison.Ordinal);

    /// <summary>Reads the paragraph that says of each character in which images it is.</summary>
    private static CastMember[] NamedCast(string text) =>
    [
        .. Named().Matches(text).Select(match => new CastMember(match.Groups["name"].Value, match.Groups["rest"].Value)
        {
            Images = Numbers(match.Groups["images"].Value),
            HasReference = true,
            NewOutfit = match.Groups["anew"].Success ? Outfit().Match(match.Groups["rest"].Value).Groups["outfit"].Value : null,
        }),
    ];

    /// <summary>Reads the prompts that make the reference pictures of a character.</summary>
    private static CastMember[] DesignedCast(string text, Dictionary<int, string> labels)
    {
        Match match = Designed().Match(text);
        if (!match.Success)
        {
            return [];
        }

        string description = string.Join(' ', Detail().Matches(text).Select(detail => detail.Value));
        return
        [
            new CastMember(match.Groups["name"].Value, description)
            {
                Images = labels.Count > 0 ? [1] : [],
                HasReference = labels.Count > 0,
            },
        ];
    }

    /// <summary>Finds a person in the words of a scene: one, however many words there are for it.</summary>
    private static CastMember[] CastOfWords(string scene)
    {
        var words = new WordList(scene);
        int person = words.Find(People);
        if (person < 0)
        {
            return [];
        }

        bool isShown = Same().IsMatch(scene);
        return [new CastMember(words[person], scene) { Images = isShown ? [1] : [], HasReference = isShown }];
    }

    private static FigureView ViewIn(string text)
    {
        string view = View_().Match(text).Groups["view"].Value;
        return view switch
        {
            _ when view.Contains("head and shoulders", StringComparison.Ordinal) => FigureView.Face,
            _ when view.Contains("profile", StringComparison.Ordinal) => FigureView.Profile,
            _ when view.Contains("from behind", StringComparison.Ordinal) => FigureView.Back,
            _ when view.Contains("neck to the feet", StringComparison.Ordinal) => FigureView.Outfit,
            { Length: > 0 } => FigureView.Detail,
            _ => Portrait().IsMatch(text) ? FigureView.Face : FigureView.Front,
        };
    }

    private static int[] Numbers(string images)
    {
        int[] numbers = [.. Digits().Matches(images).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];
        return images.Contains(" to ", StringComparison.Ordinal) && numbers is [var first, var last] && last - first is >= 0 and < 100
            ? [.. Enumerable.Range(first, last - first + 1)]
            : numbers;
    }

    [GeneratedRegex(@"^Image (?<number>\d{1,4}): (?<label>.*?)\.?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^(?<name>[^\n]+?) looks exactly as in (?<images>no image|Images? [\d, and to]+?)(?<anew>, but for the outfit)?\.(?<rest>[^\n]*?)"
        + @"(?= Ignore the outfit| The outfit is that| Keep the face|$)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"Outfit: (?<outfit>.*?)(?= (Proportions|Palette|Distinguishing marks|Style): |$)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Outfit();

    [GeneratedRegex(
        @"(character reference picture of|Show the same) (?<name>[^\n.]+?)( again)?\.", RegexOptions.CultureInvariant)]
    private static partial Regex Designed();

    [GeneratedRegex(
        @"^(Appearance|Outfit|Proportions|Palette|Distinguishing marks): .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Detail();

    [GeneratedRegex(@"Change only the view: (?<view>[^\n]*)", RegexOptions.CultureInvariant)]
    private static partial Regex View_();

    [GeneratedRegex(@"^Camera: (?<camera>[^\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Camera_();

    [GeneratedRegex(@"\bportrait of\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Portrait();

    [GeneratedRegex(
        @"\b(same|this) (\w+ ){0,2}(girl|boy|woman|man|child|person|character|portrait)\b|"
        + @"\b(from|in|of|as) (the )?(reference|photo|image \d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Same();

    [GeneratedRegex(
        @"\bno (lettering|letters|text|words|captions?|writing)\b|\bwithout (lettering|letters|text|words)\b|\bcalm\b[^.\n]{0,40}\b(space|"
        + @"uncluttered|background)\b|\bplain\b[^.\n]{0,20}\bbackground\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoLetters();

    [GeneratedRegex(
        @"\b(plain|neutral|studio|empty|white|grey|gray) (light )?(grey |gray |white )?background\b|\bcharacter sheet\b|\bicon of\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlainGround();

    [GeneratedRegex(@"\d{1,4}", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
