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

        RequestPlan[] frames = [.. storyboard.Frames.Select((frame, index) => Explain(
            client, storyboard, frame, strategy == StoryboardStrategy.Chained
                && index > 0
                ? ExpectedPicture.CreateInput(storyboard.Frames[index - 1].Size ?? storyboard.Size, storyboard.OutputFormat)
                : null).Plan)];
        IEnumerable<Finding> ofFrames = frames
            .SelectMany((frame, index) => frame.Findings.Select(finding => (Number: index + 1, Finding: finding)))
            .GroupBy(found => found.Finding)
            .Select(same => same.Key with { Message = $"{FramesOf([.. same.Select(found => found.Number)])}: {same.Key.Message}" });
        return new StoryboardPlan
        {
            Frames = frames,
            Findings = [.. findings.ToSortedList().Concat(ofFrames).OrderByDescending(finding => finding.Severity)],
            Cost = CostRange.Sum(frames.Select(frame => frame.Cost)),
        };
    }

    /// <summary>Composes one frame and says what would be sent for it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="storyboard">The story.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="previous">The frame before it, in a chained story.</param>
    public static (ImageRequest Request, RequestPlan Plan) Explain(
        IGptImageClient client, Storyboard storyboard, FrameRequest frame, ImageInput? previous)
    {
        ImageRequest request = FrameComposer.Compose(storyboard, frame, previous);
        RequestPlan plan = client.RequirePlan(request);
        IReadOnlyList<Finding> cast = CheckFrame(storyboard, frame);
        return (request, cast.Count == 0
            ? plan
            : plan with { Findings = [.. cast.Concat(plan.Findings).OrderByDescending(finding => finding.Severity)] });
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

        HashSet<Character> shown = new(
            storyboard.Frames.SelectMany(frame => FrameCast.Find(storyboard, frame) ?? []), ReferenceEqualityComparer.Instance);
        foreach (Character character in storyboard.Characters.Where(character => !shown.Contains(character)))
        {
            findings.Add(
                Rules.CharacterUnused,
                $"The character '{character.Name}' is in no frame. Name it in FrameRequest.Characters where it appears.");
        }
    }

    private static IReadOnlyList<Finding> CheckFrame(Storyboard storyboard, FrameRequest frame)
    {
        FindingList findings = new();
        if (frame.Characters is not { } listed)
        {
            if (FrameCast.Find(storyboard, frame) is null)
            {
                findings.Add(
                    Rules.CharactersUnsaid,
                    "The prompt names no character of the storyboard, and nothing else says who is in the frame. Set "
                    + "FrameRequest.Characters to the names of those who are, or to [] if no character appears.");
            }

            return findings.ToSortedList();
        }

        foreach (string name in listed.Where(name => FrameCast.FindMember(storyboard, name) is null))
        {
            string known = storyboard.Characters.Count == 0
                ? "it has no characters"
                : "it has " + string.Join(", ", storyboard.Characters.Select(character => $"'{character.Name}'"));
            findings.Add(Rules.CharacterUnknown, $"The storyboard has no character named '{name}'; {known}.");
        }

        IReadOnlyList<Character> cast = FrameCast.Find(storyboard, frame) ?? [];
        foreach (Character absent in FrameCast.FindNamed(storyboard, frame.Prompt).Where(named => !cast.Contains(named)))
        {
            findings.Add(
                Rules.CharacterUnlisted,
                $"The prompt names '{absent.Name}', and FrameRequest.Characters does not, so the frame is drawn without the references of "
                + $"'{absent.Name}'. Add the name there, or take it out of the prompt.");
        }

        return findings.ToSortedList();
    }
}
