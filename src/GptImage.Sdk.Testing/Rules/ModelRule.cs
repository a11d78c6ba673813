namespace GptImage.Sdk.Testing;

/// <summary>What the service lets one model do.</summary>
internal sealed record ModelRule(string Id)
{
    private static readonly string[] ThreeQualities = ["low", "medium", "high", "auto"];
    private static readonly string[] FiveQualities = ["low", "medium", "high", "xhigh", "max", "auto"];
    private static readonly DateOnly EndOf15 = new(2026, 12, 1);
    private static readonly DateOnly EndOfDallE = new(2026, 5, 12);

    private static readonly Dictionary<string, ModelRule> All = Rules().ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Gets whether any size within limits goes; otherwise three fixed ones.</summary>
    public bool HasFlexibleSizes { get; init; } = true;

    public IReadOnlyList<string> Qualities { get; init; } = ThreeQualities;

    public FidelitySupport Fidelity { get; init; }

    public bool TransparencyIsPreview { get; init; }

    public bool HasMarkup { get; init; }

    public bool HasComplexity { get; init; }

    /// <summary>Gets whether the model draws gif and svg, for accounts with the previews.</summary>
    public bool HasGifAndSvg { get; init; }

    /// <summary>Gets the token base of each quality; empty for the fixed-size models, which have a table.</summary>
    public IReadOnlyDictionary<string, int> TokenBases { get; init; } = new Dictionary<string, int>();

    public DateOnly ReleasedOn { get; init; }

    /// <summary>Gets the first day on which the model is gone.</summary>
    public DateOnly? ShutDownOn { get; init; }

    /// <summary>Finds a model that the service has on a day.</summary>
    public static ModelRule? Find(string id, DateOnly today) =>
        All.TryGetValue(id, out ModelRule? rule) && (rule.ShutDownOn is not { } end || today < end) ? rule : null;

    /// <summary>Tells whether a name is that of a model, gone ones included.</summary>
    public static bool IsName(string name) => All.ContainsKey(name);

    /// <summary>Lists the models that the service has on a day.</summary>
    public static IEnumerable<ModelRule> On(DateOnly today) => All.Values.Where(rule => rule.ShutDownOn is not { } end || today < end);

    /// <summary>Finds the dated id that an id without a date stands for; an id that has none stays as it is.</summary>
    public static string DatedId(string id) =>
        All.Keys.FirstOrDefault(known => known.StartsWith(id + "-20", StringComparison.Ordinal)) ?? id;

    private static IEnumerable<ModelRule> Rules()
    {
        var bases25 = new Dictionary<string, int> { ["low"] = 16, ["medium"] = 24, ["high"] = 48, ["xhigh"] = 64, ["max"] = 96 };
        var bases26 = new Dictionary<string, int> { ["low"] = 34, ["medium"] = 48, ["high"] = 48, ["xhigh"] = 64, ["max"] = 96 };
        foreach (string id in (string[])["gpt-image-2.6-sunburst", "gpt-image-2.6-flare"])
        {
            // The bases of 2.6 are not published: the highest that were measured.
            yield return new ModelRule(id)
            {
                Qualities = FiveQualities,
                HasMarkup = true,
                HasComplexity = true,
                HasGifAndSvg = true,
                ReleasedOn = new DateOnly(2026, 11, 4),
                TokenBases = bases26,
            };
        }

        foreach (
            string id in (string[])["gpt-image-2.5-sunburst", "gpt-image-2.5-sunburst-2026-09-08", "gpt-image-2.5-flare",
            "gpt-image-2.5-flare-2026-09-08"])
        {
            yield return new ModelRule(id)
            {
                Qualities = FiveQualities,
                HasMarkup = true,
                ReleasedOn = new DateOnly(2026, 9, 8),
                TokenBases = bases25,
            };
        }

        var bases2 = new Dictionary<string, int> { ["low"] = 16, ["medium"] = 48, ["high"] = 96 };
        foreach (string id in (string[])["gpt-image-2", "gpt-image-2-2026-04-21"])
        {
            yield return new ModelRule(id) { TransparencyIsPreview = true, ReleasedOn = new DateOnly(2026, 4, 21), TokenBases = bases2 };
        }

        foreach (string id in (string[])["gpt-image-1.5", "gpt-image-1.5-2025-12-16", "chatgpt-image-latest"])
        {
            yield return new ModelRule(id)
            {
                HasFlexibleSizes = false,
                Fidelity = FidelitySupport.LowAndHigh,
                ReleasedOn = new DateOnly(2025, 12, 16),
                ShutDownOn = EndOf15,
            };
        }

        yield return new ModelRule("gpt-image-1-mini")
        {
            HasFlexibleSizes = false,
            Fidelity = FidelitySupport.LowOnly,
            ReleasedOn = new DateOnly(2025, 10, 6),
            ShutDownOn = EndOf15,
        };
        yield return new ModelRule("gpt-image-1")
        {
            HasFlexibleSizes = false,
            Fidelity = FidelitySupport.LowAndHigh,
            ReleasedOn = new DateOnly(2025, 4, 23),
            ShutDownOn = new DateOnly(2026, 10, 23),
        };
        yield return new ModelRule("dall-e-3") { ShutDownOn = EndOfDallE };
        yield return new ModelRule("dall-e-2") { ShutDownOn = EndOfDallE };
    }
}
