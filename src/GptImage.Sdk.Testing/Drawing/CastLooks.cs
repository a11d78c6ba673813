using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Decides how each member of a cast looks: from the pixels of its references, or from words where it has none.</summary>
internal static class CastLooks
{
    private static readonly string[] Best = ["full body", "reference", "photo", "profile", "face", "back view", "outfit", "detail"];
    private static readonly SKColor Unknown = new(0x9A, 0x9A, 0x9A);

    public static IReadOnlyList<FigureLook> Read(PromptReading prompt, IReadOnlyList<SKBitmap> references) =>
        [.. prompt.Cast.Select(member => Read(member, prompt, references))];

    private static FigureLook Read(CastMember member, PromptReading prompt, IReadOnlyList<SKBitmap> references)
    {
        FigureLook words = LookWords.Read(member);
        if (!member.HasReference)
        {
            return words;
        }

        int[] there = [.. member.Images.Where(number => number >= 1 && number <= references.Count)];
        if (there.Length == 0)
        {
            // Nothing shows it: a grey figure, so that the missing reference is seen.
            return words with
            {
                Hair = Unknown,
                Skin = Unknown,
                Top = Unknown,
                Legs = Unknown,
                Shoes = Unknown,
                Eyes = Unknown,
                Hat = words.Hat is null ? null : Unknown,
                Beard = words.Beard is null ? null : Unknown,
            };
        }

        int best = there.MinBy(number => RankOf(prompt.Labels.GetValueOrDefault(number, "")));
        FigureLook seen = LookReader.Read(references[best - 1], ViewOf(prompt.Labels.GetValueOrDefault(best, "")), words);
        return member.NewOutfit is not { } outfit ? seen : seen with
        {
            Top = LookWords.NameTop(outfit) ? words.Top : seen.Top,
            Legs = LookWords.NameLegs(outfit) ? words.Legs : seen.Legs,
            Shoes = LookWords.NameShoes(outfit) ? words.Shoes : seen.Shoes,
        };
    }

    private static int RankOf(string label)
    {
        int rank = Array.FindIndex(Best, word => label.Contains(word, StringComparison.Ordinal));
        return rank < 0 ? Best.Length : rank;
    }

    private static FigureView ViewOf(string label) => label switch
    {
        _ when label.EndsWith(", face", StringComparison.Ordinal) => FigureView.Face,
        _ when label.EndsWith(", profile", StringComparison.Ordinal) => FigureView.Profile,
        _ when label.EndsWith(", back view", StringComparison.Ordinal) => FigureView.Back,
        _ => FigureView.Front,
    };
}
