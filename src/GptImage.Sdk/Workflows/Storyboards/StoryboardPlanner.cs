using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Says what each frame of a story would send, and all that is wrong with it at once, before anything is bought.</summary>
internal static class StoryboardPlanner
{
    public static StoryboardPlan Plan(IGptImageClient client, Storyboard storyboard, StoryboardStrategy strategy)
    {
        FindingList findings = new();
        CheckCast(storyboard, findings);
        if (strategy == StoryboardStrategy.Chained
            && (storyboard.OutputFormat == OutputFormat.Gif || storyboard.OutputFormat == OutputFormat.Svg))
        {
            findings.Add(
                Rules.StoryboardChain,
                $"A chained story sends each frame with the next one, and the service takes no {storyboard.OutputFormat} picture. Choose "
                + "png, jpeg or webp, or StoryboardStrategy.Anchored.", "png");
        }

        RequestPlan[] frames = [.. storyboard.Frames.Select((frame, index) => client.Explain(FrameComposer.Compose(
            storyboard, frame, strategy == StoryboardStrategy.Chained
                && index > 0
                ? ExpectedPicture.CreateInput(storyboard.Frames[index - 1].Size ?? storyboard.Size, storyboard.OutputFormat)
                : null)))];
        IEnumerable<Finding> ofFrames = frames
            .SelectMany(
                (frame, index) => OfFrame(storyboard, index).Concat(frame.Findings)
                .Select(finding => (Number: index + 1, Finding: finding)))
            .GroupBy(found => found.Finding)
            .Select(same => same.Key with { Message = $"{FramesOf([.. same.Select(found => found.Number)])}: {same.Key.Message}" });
        return new StoryboardPlan(frames, [.. findings.ToSortedList().Concat(ofFrames).OrderByDescending(finding => finding.Severity)]);
    }

    /// <summary>Names frames by their numbers. What is wrong with several is said once.</summary>
    private static string FramesOf(int[] numbers) =>
        (numbers.Length == 1 ? "Frame " : "Frames ")
            + string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static void CheckCast(Storyboard storyboard, FindingList findings)
    {
        if (storyboard.Frames.Count == 0)
        {
            findings.Add(Rules.StoryboardFrames, "The storyboard has no frame. Add at least one FrameRequest.");
        }

        foreach (
            IGrouping<string, Character> twins in storyboard.Characters.GroupBy(
                character => character.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()))
        {
            findings.Add(
                Rules.CharacterTwice,
                $"The storyboard has several characters named '{twins.Key}', and a frame could not tell them apart. Give two people two "
                + "names, and a variant one of its own.");
        }

        HashSet<string> named =
            new(storyboard.Frames.SelectMany(frame => frame.Characters).Select(name => name.Trim()), StringComparer.OrdinalIgnoreCase);
        foreach (Character character in storyboard.Characters.Where(character => !named.Contains(character.Name)))
        {
            findings.Add(
                Rules.CharacterUnused,
                $"The character '{character.Name}' is in no frame. Name it in FrameRequest.Characters where it appears.");
        }
    }

    private static IReadOnlyList<Finding> OfFrame(Storyboard storyboard, int index)
    {
        FindingList findings = new();
        foreach (string name in storyboard.Frames[index].Characters.Where(name => FrameComposer.Find(storyboard, name) is null))
        {
            string known = storyboard.Characters.Count == 0
                ? "it has no characters"
                : "it has " + string.Join(", ", storyboard.Characters.Select(character => $"'{character.Name}'"));
            findings.Add(Rules.CharacterUnknown, $"The storyboard has no character named '{name}'; {known}.");
        }

        return findings.ToSortedList();
    }
}
