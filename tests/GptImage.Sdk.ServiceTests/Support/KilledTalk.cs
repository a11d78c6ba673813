namespace GptImage.Sdk.ServiceTests;

/// <summary>The conversation that is killed in a process of its own and goes on in that of the tests. It is saved after each
/// turn.</summary>
internal static class KilledTalk
{
    /// <summary>What each turn says, and from which turn it goes on.</summary>
    public static IReadOnlyList<(string Prompt, int? Parent)> Script { get; } =
    [
        ("Scene 0: a harbour at dawn.", null), ("Scene 1: make it night.", 0), ("Scene 2: add a cat.", 1),
        ("Scene 3: let it rain.", 0), ("Scene 4: light the lamps.", 3),
    ];

    /// <summary>Says what is left to say, from where an earlier process was killed.</summary>
    /// <returns>The conversation, and the places of the turns that failed or go on from one that did.</returns>
    public static async Task<(ImageConversation? Talk, IReadOnlyList<int> Failed)> GoOnAsync(
        IGptImageClient client, string folder, bool repeat, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, "harbour.talk.json");
        ImageConversation talk = File.Exists(file)
            ? await ImageConversation.LoadAsync(client, file, cancellationToken: cancellationToken)
            : client.StartConversation(new ConversationOptions { OutputDirectory = Path.Combine(folder, "harbour") });
        if (repeat)
        {
            // Options are kept with the conversation: another one says the same words again, and takes from the folder what is there.
            talk = client.StartConversation(talk.Options with { RepeatPossiblyCharged = true });
        }

        List<int> failed = [];
        Dictionary<int, ConversationTurn> said = [];
        for (int place = 0; place < Script.Count; place++)
        {
            (string prompt, int? parent) = Script[place];
            if (talk.Turns.FirstOrDefault(turn => turn.Prompt == prompt) is { } known)
            {
                said[place] = known;
                continue;
            }

            if (parent is { } before && !said.ContainsKey(before))
            {
                failed.Add(place);
                continue;
            }

            try
            {
                ImageConversation branch = parent is { } from ? talk.From(said[from]) : talk;
                said[place] = await branch.SayAsync(prompt, cancellationToken);
                await branch.SaveAsync(file, cancellationToken);
            }
            catch (GptImageException)
            {
                failed.Add(place);
            }
        }

        return (talk, failed);
    }
}
