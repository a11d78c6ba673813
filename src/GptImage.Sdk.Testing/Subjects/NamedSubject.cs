using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>A subject that a prompt names, in the colour it names.</summary>
internal sealed record NamedSubject(Subject Subject, SKColor? Color)
{
    private const int MaxSubjects = 3;

    /// <summary>What names a person by a thing: a lighthouse keeper is not a lighthouse.</summary>
    private static readonly string[] Trades = ["keeper", "captain", "owner", "driver", "seller", "shop", "table", "cover"];

    /// <summary>Finds the subjects of a scene in the order of its words. Of a change, what comes; what goes is not drawn.</summary>
    public static IReadOnlyList<NamedSubject> In(string scene)
    {
        var words = new WordList(scene);
        var found = new List<NamedSubject>();
        for (int index = StartOf(words); index < words.Count && found.Count < MaxSubjects; index++)
        {
            string word = words[index];
            Subject? subject = SubjectBook.All.FirstOrDefault(known => known.Words.Contains(word));
            if (subject is not null && !Trades.Contains(words[index + 1]) && found.TrueForAll(named => named.Subject != subject))
            {
                found.Add(new NamedSubject(subject, words.Near(index, ColorWords.Things)));
            }
        }

        return found;
    }

    private static int StartOf(WordList words)
    {
        int change = words.Find("replace", "replaces", "swap", "exchange", "turn", "change", "remove", "delete", "erase");
        if (change < 0)
        {
            return 0;
        }

        int after = words.Find("by", "with", "into", "for");
        return after > change ? after : words[change] is "remove" or "delete" or "erase" ? words.Count : 0;
    }
}
