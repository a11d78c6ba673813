using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Turns an instruction into the request that makes its picture. The same turn gives the same request, always.</summary>
internal static class TurnComposer
{
    /// <summary>From this many changes in a row on, what was not to change has moved visibly.</summary>
    private const int DriftingDepth = 3;

    /// <param name="options">What all turns have in common.</param>
    /// <param name="turn">The instruction.</param>
    /// <param name="before">The picture that it changes, or <see langword="null"/> to draw anew.</param>
    public static ImageRequest Compose(ConversationOptions options, TurnRequest turn, ImageInput? before)
    {
        ImageInput[] references =
        [
            .. before is null ? [] : new[] { before.As(ReferenceRole.PictureToChange) }, .. turn.References, .. options.References,
        ];
        ImageRequest request = SceneRequest.Create(
            before is null ? turn.Prompt : WriteChange(options, turn.Prompt), FindCast(options, turn), references, turn.Mask, turn.Markup);
        return options.ApplyTo(request) with { Size = turn.Size ?? options.Size, Text = turn.Text };
    }

    /// <summary>Says what would be sent for a turn, and what is wrong with it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">What all turns have in common.</param>
    /// <param name="turn">The instruction.</param>
    /// <param name="parent">The turn whose picture it changes, or <see langword="null"/>.</param>
    /// <param name="findings">What is known to be wrong with it already.</param>
    /// <exception cref="GptImageResponseException">The picture of <paramref name="parent"/> cannot be sent.</exception>
    public static (ImageRequest Request, RequestPlan Plan) Explain(
        IGptImageClient client, ConversationOptions options, TurnRequest turn, ConversationTurn? parent, FindingList findings)
    {
        Check(options, turn, parent, findings);
        ImageRequest request = Compose(options, turn, parent?.ToInput());
        RequestPlan plan = client.RequirePlan(request);
        return (request, plan with
        {
            Findings = [.. findings.ToSortedList().Concat(plan.Findings).OrderByDescending(finding => finding.Severity)],
        });
    }

    /// <summary>Puts all instructions of a branch into one, so that its picture is drawn once from the references.</summary>
    /// <param name="turn">The last turn of the branch.</param>
    /// <param name="findings">Takes what the new turn cannot keep.</param>
    public static TurnRequest Merge(ConversationTurn turn, FindingList findings)
    {
        List<ConversationTurn> turns = [];
        for (ConversationTurn? step = turn; step is not null; step = step.Parent)
        {
            turns.Insert(0, step);
        }

        string[] masked = [.. turns.Skip(1)
            .Where(step => (step.Request.Mask ?? step.Request.Markup) is not null)
            .Select(step => step.Number.ToString(CultureInfo.InvariantCulture))];
        if (masked.Length > 0)
        {
            findings.Add(
                Rules.ConversationMask,
                $"The mask or markup of turn {string.Join(" and ", masked)} belongs to a picture that this one is not drawn from, and is "
                + "not sent: say in the instruction where the change is, or edit with the mask again afterwards.");
        }

        List<TurnRequest> branch = [.. turns.Select(step => step.Request)];
        string[] changes = [.. branch.Skip(1).Select(request => request.Prompt)];
        string prompt = changes.Length == 0
            ? branch[0].Prompt
            : $"{branch[0].Prompt}\nWith all of these changes:\n- {string.Join("\n- ", changes)}";
        return new TurnRequest(prompt)
        {
            Characters = branch.Any(request => request.Characters is null)
                ? null
                : [.. branch.SelectMany(request => request.Characters ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
            References = [.. branch.SelectMany(request => request.References).Distinct()],
            Text = [.. branch.SelectMany(request => request.Text).Distinct()],
            Mask = branch[0].Mask,
            Markup = branch[0].Markup,
            Size = branch.LastOrDefault(request => request.Size is not null)?.Size,
        };
    }

    private static IReadOnlyList<Character> FindCast(ConversationOptions options, TurnRequest turn) => turn.Characters is { } names
        ? [.. names.Select(name => FindMember(options, name)).OfType<Character>()]
        : options.Characters;

    private static Character? FindMember(ConversationOptions options, string name) =>
        options.Characters.FirstOrDefault(character => character.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Says what to change and what to keep, and nothing of the turns before: their outcome is in the picture.</summary>
    private static string WriteChange(ConversationOptions options, string instruction)
    {
        if (instruction.Length == 0)
        {
            return instruction;
        }

        StringBuilder text = new(instruction);
        text.Append("\n\nChange only this. Keep everything else as it is in Image 1: the composition, the setting, every person and every ")
            .Append("object.");
        foreach (string kept in options.MustNotChange.Where(kept => !string.IsNullOrWhiteSpace(kept)))
        {
            text.Append("\n- Keep unchanged: ").Append(kept.Trim().TrimEnd('.')).Append('.');
        }

        return text.ToString();
    }

    private static void Check(ConversationOptions options, TurnRequest turn, ConversationTurn? parent, FindingList findings)
    {
        if (options.OutputFormat == OutputFormat.Gif || options.OutputFormat == OutputFormat.Svg)
        {
            findings.Add(
                Rules.ConversationFormat,
                $"A conversation sends each picture with the next turn, and the service takes no {options.OutputFormat} picture. Choose "
                + "png, jpeg or webp.", "png");
        }

        foreach (string name in (turn.Characters ?? []).Where(name => FindMember(options, name) is null))
        {
            string known = options.Characters.Count == 0
                ? "it has no characters"
                : "it has " + string.Join(", ", options.Characters.Select(character => $"'{character.Name}'"));
            findings.Add(Rules.CharacterUnknown, $"The conversation has no character named '{name}'; {known}.");
        }

        if (parent is not null && parent.Depth + 1 >= DriftingDepth)
        {
            findings.Add(
                Rules.ConversationDrift,
                FormattableString.Invariant(
                    $"This is change {parent.Depth + 1} in a row. Each one redraws the picture before it, so that faces, letters and ")
                + "colours drift. RebaseAsync draws all changes of the branch at once, from the references.");
        }
    }
}
