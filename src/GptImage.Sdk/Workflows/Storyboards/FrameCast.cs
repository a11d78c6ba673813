using System.Text;

namespace GptImage.Sdk;

/// <summary>Decides who is in a frame.</summary>
internal static class FrameCast
{
    /// <summary>Gets the members of a frame.</summary>
    /// <returns>Those that it lists; without a list those that its prompt names, or the only one there is; <see langword="null"/> when
    /// none of this tells.</returns>
    public static IReadOnlyList<Character>? Find(Storyboard storyboard, FrameRequest frame)
    {
        if (frame.Characters is { } listed)
        {
            return [.. listed.Select(name => FindMember(storyboard, name)).OfType<Character>()];
        }

        IReadOnlyList<Character> named = FindNamed(storyboard, frame.Prompt);
        return named.Count > 0 || storyboard.Characters.Count == 0 ? named
            : storyboard.Characters.Count == 1 ? storyboard.Characters
            : null;
    }

    /// <summary>Finds the member that a frame lists.</summary>
    public static Character? FindMember(Storyboard storyboard, string name) =>
        storyboard.Characters.FirstOrDefault(character => character.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Finds the members that a prompt names, in the order of the cast. In "Mia Rose waves" nobody means Mia.</summary>
    public static IReadOnlyList<Character> FindNamed(Storyboard storyboard, string prompt)
    {
        char[] text = prompt.ToCharArray();
        HashSet<Character> named = new(ReferenceEqualityComparer.Instance);
        foreach (Character character in storyboard.Characters.OrderByDescending(character => character.Name.Length))
        {
            for (int start = 0; FindName(text, character.Name, start) is int index && index >= 0; start = index)
            {
                named.Add(character);
                text.AsSpan(index, character.Name.Length).Fill('\n');
            }
        }

        return [.. storyboard.Characters.Where(named.Contains)];
    }

    private static int FindName(ReadOnlySpan<char> text, string name, int start)
    {
        while (start < text.Length)
        {
            int found = text[start..].IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return -1;
            }

            int index = start + found;
            if (IsBorder(text[..index], name, atEnd: true) && IsBorder(text[(index + name.Length)..], name, atEnd: false))
            {
                return index;
            }

            start = index + 1;
        }

        return -1;
    }

    private static bool IsBorder(ReadOnlySpan<char> beside, string name, bool atEnd)
    {
        Rune neighbour = default;
        Rune own = default;
        bool isThere = atEnd
            ? Rune.DecodeLastFromUtf16(beside, out neighbour, out _) == System.Buffers.OperationStatus.Done
            : Rune.DecodeFromUtf16(beside, out neighbour, out _) == System.Buffers.OperationStatus.Done;
        _ = atEnd ? Rune.DecodeFromUtf16(name, out own, out _) : Rune.DecodeLastFromUtf16(name, out own, out _);
        return !isThere || WordBorder.IsBetween(neighbour, own);
    }
}
