namespace GptImage.Sdk;

/// <summary>Writes the prompts of a design. Each view names its only image, says the one thing that changes, and repeats all that
/// stays.</summary>
internal static class DesignPrompt
{
    private const string NeutralPose = "standing upright in a neutral pose with relaxed arms";
    private const string NothingElse = "No props, no other people, no text, no border.";

    /// <summary>Asks for the anchor, from words or from a photo.</summary>
    public static string Anchor(Character look, bool isFromPhoto) => Join(
        isFromPhoto ? $"Image 1: a photo of {look.Name}." : "",
        isFromPhoto ? $"Turn Image 1 into a character reference picture of {look.Name}." : $"A character reference picture of {look.Name}.",
        LookOf(look),
        $"Show {look.Name} alone and only once: the full figure from head to foot, the feet in the picture, seen from the front, "
            + $"{NeutralPose} and a calm expression. Even, soft light. Plain light grey background. {NothingElse}",
        isFromPhoto
            ? $"Keep the {KeptOfPhoto(look)} of {look.Name} exactly as in Image 1; change only what is asked for above.{NeverOf(look)} "
            + $"Do not redesign {look.Name}."
            : "");

    /// <summary>Asks for a view, from the anchor alone.</summary>
    public static string View(Character look, DesignView view) => Join(
        $"Image 1: {look.Name}, the character reference picture.",
        $"Show the same {look.Name} again. Change only the view: {WordsOf(view)}.",
        $"Keep everything else as in Image 1: the face, hair, outfit, proportions, palette and style of {look.Name}, the light and the "
            + $"plain background.{NeverOf(look)} Do not redesign {look.Name}. {NothingElse}",
        LookOf(look));

    private static string WordsOf(DesignView view) => view.Role switch
    {
        ReferenceRole.Face =>
            "a close-up of head and shoulders from the front, the whole head in the picture, a calm expression, looking at the viewer",
        ReferenceRole.Profile => $"the full figure from head to foot in exact profile, facing left, {NeutralPose}",
        ReferenceRole.Back => $"the full figure from head to foot from behind, {NeutralPose}",
        ReferenceRole.Outfit =>
            "the figure from the neck to the feet from the front, as large as the picture allows, so that cut, fabric and fastenings of "
            + "the outfit are clear",
        _ => $"a close-up of this detail, large and sharp: {Sentence(view.Detail ?? "")}",
    };

    /// <summary>What the description does not replace.</summary>
    private static string KeptOfPhoto(Character look)
    {
        string[] kept =
        [
            "face", "hair", "body shape",
            .. string.IsNullOrWhiteSpace(look.Outfit) ? ["outfit"] : Array.Empty<string>(),
            .. string.IsNullOrWhiteSpace(look.Proportions) ? ["proportions"] : Array.Empty<string>(),
            .. string.IsNullOrWhiteSpace(look.Palette) ? ["colours"] : Array.Empty<string>(),
        ];
        return $"{string.Join(", ", kept[..^1])} and {kept[^1]}";
    }

    private static string NeverOf(Character look) =>
        look.MustNotChange.Count == 0 ? "" : $" Never change: {string.Join("; ", look.MustNotChange.Select(Sentence))}.";

    private static string LookOf(Character look) => string.Join('\n', new (string Name, string? Value)[]
    {
        ("Appearance", look.Appearance),
        ("Outfit", look.Outfit),
        ("Proportions", look.Proportions),
        ("Palette", look.Palette),
        ("Distinguishing marks", look.DistinguishingMarks),
        ("Style", look.Style),
    }.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => $"{part.Name}: {Sentence(part.Value ?? "")}."));

    private static string Sentence(string text) => text.Trim().TrimEnd('.');

    private static string Join(params string[] paragraphs) => string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));
}
